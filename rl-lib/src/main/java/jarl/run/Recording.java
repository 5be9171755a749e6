package jarl.run;

import jarl.env.NumpyRandom;
import jarl.evaluation.ActionLog;
import jarl.evaluation.EpisodeResult;
import jarl.evaluation.Evaluation;
import jarl.run.replay.ReplayException;
import jarl.run.replay.Replays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/// Records episodes of the evaluations of a training: the best one where the evaluation is better than all before, and
/// others by chance, drawn from the run's seed and the step.
final class Recording {
    private final Replays replays;
    private final TrainerConfig trainer;
    private final long seed;
    private final RunLog log;

    Recording(Run run, Experiment experiment, RunLog log) {
        replays = run.replays(experiment.environment());
        trainer = experiment.trainer();
        seed = experiment.root().seed();
        this.log = log;
    }

    /// Records what is to be recorded. A world that cannot be lived again the same is no reason to stop the training: the
    /// log says so.
    ///
    /// @param improved whether the evaluation is better than all before
    void evaluated(long step, Evaluation evaluation, ActionLog actions, boolean improved) {
        List<EpisodeResult> episodes = evaluation.episodes();
        int best = IntStream.range(0, episodes.size())
                .boxed()
                .max(Comparator.comparingDouble(e -> episodes.get(e).episodeReturn()))
                .orElseThrow();
        var random = NumpyRandom.seeded(seed ^ step);
        for (int e = 0; e < episodes.size(); e++) {
            boolean drawn = random.nextDouble() < trainer.replayProbability();
            if (drawn || (trainer.replayBest() && improved && e == best)) {
                record(step, episodes.get(e), actions.of(e));
            }
        }
    }

    private void record(long step, EpisodeResult episode, List<float[]> actions) {
        try {
            replays.record(step, episode, actions, RunFiles.now());
        } catch (ReplayException irreproducible) {
            log.note(String.valueOf(irreproducible.getMessage()));
        }
    }
}
