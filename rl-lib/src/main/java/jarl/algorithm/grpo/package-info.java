/// Group relative policy optimization: Shao et al. (2024), for control.
///
/// All of it and nothing else. Start reading at [Grpo].
@NullMarked
package jarl.algorithm.grpo;

import org.jspecify.annotations.NullMarked;
