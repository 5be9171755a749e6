package jarl.studio.launch;

import jarl.evaluation.Evaluation;
import jarl.run.Progress;
import jarl.run.Run;
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

    /// This one, and then another.
    default RunWatcher and(RunWatcher other) {
        RunWatcher first = this;
        return new RunWatcher() {
            @Override
            public void started(Run run) {
                first.started(run);
                other.started(run);
            }

            @Override
            public void iterated(Progress progress) {
                first.iterated(progress);
                other.iterated(progress);
            }

            @Override
            public void evaluated(long step, double meanReturn, int episodes, boolean best) {
                first.evaluated(step, meanReturn, episodes, best);
                other.evaluated(step, meanReturn, episodes, best);
            }

            @Override
            public void ended(Run run) {
                first.ended(run);
                other.ended(run);
            }
        };
    }
}
