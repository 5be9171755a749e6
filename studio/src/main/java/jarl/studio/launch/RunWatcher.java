package jarl.studio.launch;

import jarl.evaluation.Evaluation;
import jarl.run.TrainingListener;

/// Watches a training from within or a run from outside, by its files; it cannot tell which.
public interface RunWatcher extends TrainingListener {
    @Override
    default void evaluated(long step, Evaluation evaluation, boolean best) {
        evaluated(step, evaluation.meanReturn(), evaluation.episodes().size(), best);
    }

    /// The policy was evaluated on the validation seeds.
    ///
    /// @param best whether it is the best so far
    default void evaluated(long step, double meanReturn, int episodes, boolean best) {}
}
