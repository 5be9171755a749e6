/// One experiment: its settings, its folder, the loop that trains it, and what can be asked of it afterwards.
///
/// Here live the catalogue of learning rules, the run folder with `run.json` and the metrics, and the training loop,
/// which alone calls evaluation, logging and saving. What a run leaves is written in [jarl.run.checkpoint],
/// [jarl.run.logger] and [jarl.run.replay]; how good it is, is asked in [jarl.run.judge]. May use all packages below;
/// nothing here draws, prints or asks. Start reading at [Training], then [Run].
@NullMarked
package jarl.run;

import org.jspecify.annotations.NullMarked;
