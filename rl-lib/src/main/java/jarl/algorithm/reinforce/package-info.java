/// REINFORCE with a learnt baseline: Williams (1992).
///
/// All of it and nothing else. Start reading at [Reinforce].
@NullMarked
package jarl.algorithm.reinforce;

import org.jspecify.annotations.NullMarked;
