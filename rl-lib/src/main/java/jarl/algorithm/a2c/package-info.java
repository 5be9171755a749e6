/// Advantage actor-critic: Mnih et al. (2016), all environments in step.
///
/// All of it and nothing else. Start reading at [A2c].
@NullMarked
package jarl.algorithm.a2c;

import org.jspecify.annotations.NullMarked;
