/// What an agent has lived through: rollouts, the episodes in them, and what is reckoned from them.
///
/// Plain arrays, no native memory. May use [jarl.env], [jarl.network], [jarl.space] and [jarl.state]. Nothing here
/// changes a network: that is for `jarl.algorithm`. Start reading at [Rollout].
@NullMarked
package jarl.experience;

import org.jspecify.annotations.NullMarked;
