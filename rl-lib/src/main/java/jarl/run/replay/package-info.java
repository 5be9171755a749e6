/// Episodes that can be lived again: those that a run has recorded, by seed and actions, and films of them.
///
/// May use [jarl.env], [jarl.evaluation], [jarl.network], and [jarl.run.checkpoint] to write files. Nothing here knows a
/// run or its training: which episodes are recorded is settled in [jarl.run]. Start reading at [Replays].
@NullMarked
package jarl.run.replay;

import org.jspecify.annotations.NullMarked;
