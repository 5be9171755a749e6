/// How good is what a run has learnt? Policies on test seeds, which neither training nor the choice of the best checkpoint
/// has seen.
///
/// Here live the judgement of one checkpoint, of varied worlds, of several runs side by side, of a recipe over several
/// seeds, and pairs of episodes for a person to choose from. May use [jarl.run] and all below; no run knows that it is
/// judged. The statistics are in [jarl.evaluation]. Start reading at [Candidate].
@NullMarked
package jarl.run.judge;

import org.jspecify.annotations.NullMarked;
