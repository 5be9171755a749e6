/// Soft actor-critic: Haarnoja et al. (2018), with two critics and a temperature that is learnt.
///
/// All of SAC and nothing else. Start reading at [Sac].
@NullMarked
package jarl.algorithm.sac;

import org.jspecify.annotations.NullMarked;
