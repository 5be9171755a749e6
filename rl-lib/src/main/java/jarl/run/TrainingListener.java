package jarl.run;

import jarl.evaluation.Evaluation;

/// Watches a training from its own thread; what it does delays the training, so it does little.
public interface TrainingListener {
    /// The run's folder is there and training begins.
    default void started(Run run) {}

    /// An iteration is done.
    default void iterated(Progress progress) {}

    /// The policy was evaluated on the validation seeds.
    ///
    /// @param best whether it is the best so far
    default void evaluated(long step, Evaluation evaluation, boolean best) {}

    /// Training is over, one way or another; the run says which.
    default void ended(Run run) {}
}
