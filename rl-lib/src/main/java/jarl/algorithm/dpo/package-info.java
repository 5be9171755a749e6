/// Direct preference optimization: Rafailov et al. (2023), on trajectories.
///
/// All of it and nothing else. Start reading at [Dpo].
@NullMarked
package jarl.algorithm.dpo;

import org.jspecify.annotations.NullMarked;
