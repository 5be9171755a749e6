/// Is it good? A frozen policy on environments of its own, and the statistics of what it got there.
///
/// May use [jarl.env], [jarl.network], [jarl.experience], [jarl.space]. Nothing here trains, and no environment is
/// shared with training. Start reading at [Evaluator].
@NullMarked
package jarl.evaluation;

import org.jspecify.annotations.NullMarked;
