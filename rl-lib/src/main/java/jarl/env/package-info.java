/// The world: reset, step, and what can be said about an environment without knowing who acts in it.
///
/// Here live the contract, stepping many environments over flat arrays, wrappers, the checker and numpy's random
/// streams; the built-in worlds are in `jarl.env.classic` and `jarl.env.grid`. May use [jarl.space], [jarl.state] and
/// [jarl.config]. Nothing here knows a policy, a network or a reward's use. Start reading at [Environment].
@NullMarked
package jarl.env;

import org.jspecify.annotations.NullMarked;
