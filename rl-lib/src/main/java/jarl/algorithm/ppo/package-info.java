/// Proximal policy optimization: Schulman et al. (2017), with the details of Huang et al. (2022).
///
/// All of PPO and nothing else. Start reading at [Ppo].
@NullMarked
package jarl.algorithm.ppo;

import org.jspecify.annotations.NullMarked;
