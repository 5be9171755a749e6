package jarl.run;

import jarl.algorithm.DivergedException;
import jarl.algorithm.Iteration;
import jarl.evaluation.ActionLog;
import jarl.evaluation.Evaluation;
import jarl.evaluation.Evaluator;
import jarl.evaluation.Seeds;
import jarl.experience.TrainingInterrupted;
import jarl.run.checkpoint.Checkpoint;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Asks a learner for iterations until the budget is spent, and between them writes metrics, evaluates and saves.
final class TrainingLoop implements AutoCloseable {
    private final Parts parts;
    private final Run run;
    private final TrainerConfig trainer;
    private final TrainingListener listener;
    private final TrainingRecord state = new TrainingRecord();
    private final Stopwatch watch = new Stopwatch();
    private final Saving saving;
    private final RunLog log;
    private final Recording recording;
    private @Nullable RunMetrics metrics; // opened when training begins

    TrainingLoop(Run run, RunRecord record, Parts parts, TrainingListener listener) {
        this.run = run;
        this.parts = parts;
        this.listener = listener;
        trainer = parts.experiment.trainer();
        log = new RunLog(run.folder().log());
        recording = new Recording(run, parts.experiment, log);
        saving = new Saving(run, record, parts, state, () -> metrics == null ? Map.of() : metrics.flush());
        state.nextEvaluation = trainer.evalEvery() == 0 ? Long.MAX_VALUE : trainer.evalEvery();
        state.nextSave = trainer.saveEvery() == 0 ? Long.MAX_VALUE : trainer.saveEvery();
    }

    /// Goes back to a checkpoint: what was written after it is cut away.
    ///
    /// @param name `last`, `best` or a step
    /// @throws RunException                             if there is none
    /// @throws jarl.run.checkpoint.CheckpointException if it is damaged; nothing was cut
    void restore(String name) {
        Checkpoint checkpoint = saving.restore(name);
        watch.countFrom(state.steps);
        log.note("resumed from the checkpoint of step " + checkpoint.step());
    }

    /// Trains to the end of the budget, or until a stop condition holds.
    ///
    /// What is due is done before the next iteration, so that a run resumed in between does it as well.
    ///
    /// @throws TrainingInterrupted if the thread is interrupted
    void train() {
        log.note("training from step " + state.steps + " to " + trainer.numSteps());
        RunMetrics opened = new RunMetrics(run, parts, state, watch);
        metrics = opened;
        doWhatIsDue(opened);
        Optional<String> reason = reasonToStop();
        while (state.steps < trainer.numSteps() && reason.isEmpty()) {
            Iteration iteration = iterate();
            state.note(iteration);
            opened.iteration(iteration, state.episodes - iteration.episodes().size() + 1);
            listener.iterated(progress(iteration));
            saving.keepSpare(); // first, since an evaluation may fail as well
            doWhatIsDue(opened);
            reason = reasonToStop();
        }
        reason.ifPresent(why -> log.note("stopped before step " + trainer.numSteps() + ": " + why));
    }

    private Iteration iterate() {
        try {
            return parts.learner.iterate();
        } catch (DivergedException diverged) {
            throw diverged.during(state.iteration + 1, state.steps);
        }
    }

    private void doWhatIsDue(RunMetrics rows) {
        if (state.steps >= state.nextEvaluation) {
            evaluate(rows);
        }
        if (state.steps >= state.nextSave) {
            state.nextSave = nextAfter(state.steps, trainer.saveEvery());
            saving.checkpoint();
        }
    }

    /// The first multiple of `interval` above `steps`.
    private static long nextAfter(long steps, long interval) {
        return (steps / interval + 1) * interval;
    }

    private Optional<String> reasonToStop() {
        return trainer.stop().reason(state, watch.elapsed());
    }

    /// Judges the policy on the validation seeds, and saves it where it is the best so far.
    private void evaluate(RunMetrics rows) {
        long[] seeds = Seeds.validation(trainer.evalEpisodes());
        var actions = new ActionLog();
        Evaluation evaluation = Evaluator.evaluate(parts.learner.policy(), parts.validation, seeds, true, actions);
        state.nextEvaluation = nextAfter(state.steps, trainer.evalEvery());
        boolean best = state.judged(evaluation.meanReturn());
        rows.evaluation(evaluation);
        recording.evaluated(state.steps, evaluation, actions, state.evaluationsInVain == 0);
        if (best) { // last: a run that goes on from here does not evaluate again
            saving.bestCheckpoint();
        }
        log.note("step " + state.steps + ": " + evaluation + (best ? ", the best so far" : ""));
        listener.evaluated(state.steps, evaluation, best);
    }

    private Progress progress(Iteration iteration) {
        return new Progress(
                state.steps,
                trainer.numSteps(),
                state.iteration,
                state.episodes,
                state.meanReturn(),
                watch.perSecond(state.steps),
                watch.elapsed(),
                iteration.measures(),
                iteration.episodes().stream()
                        .map(episode -> new Progress.EndedEpisode(episode.episodeReturn(), episode.length()))
                        .toList());
    }

    /// After a failure: writes the newest state that is whole.
    void rescue() {
        saving.rescue();
    }

    /// Writes what is left to write: the last rows, a checkpoint of the last step, the state.
    void end(RunState how) {
        if (metrics != null) {
            metrics.system();
        }
        saving.checkpoint();
        saving.ended(how);
        log.note(how.label() + " after " + state.steps + " steps");
    }

    @Override
    public void close() {
        if (metrics != null) {
            metrics.close();
        }
    }
}
