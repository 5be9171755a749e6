package jarl.run;

import jarl.algorithm.DivergedException;
import jarl.algorithm.Iteration;
import jarl.evaluation.Evaluation;
import jarl.evaluation.Evaluator;
import jarl.evaluation.Seeds;
import jarl.experience.Episode;
import jarl.experience.TrainingInterrupted;
import jarl.run.checkpoint.Checkpoint;
import jarl.run.checkpoint.CheckpointException;
import jarl.run.checkpoint.Checkpoints;
import jarl.run.checkpoint.Retention;
import jarl.run.checkpoint.Snapshot;
import jarl.run.checkpoint.State;
import jarl.state.Resumable;
import jarl.state.StateReader;
import jarl.state.StateWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Asks a learner for iterations until the budget is spent, and between them writes metrics, evaluates and saves.
final class TrainingLoop implements AutoCloseable {
    private static final long SYSTEM_ROW_EVERY = 1_000_000_000L; // ns
    private static final long SPARE_EVERY = 2_000_000_000L; // ns

    private final Run run;
    private final Parts parts;
    private final TrainerConfig trainer;
    private final TrainingListener listener;
    private final TrainingRecord state = new TrainingRecord();
    private final Checkpoints checkpoints;
    private final RunLog log;
    private @Nullable MetricsWriter metrics;
    private final long started = System.nanoTime();
    private RunRecord record;
    private long stepsBefore;
    private long lastSystemRow = started;
    private long lastSpare = started;
    private @Nullable Spare spare;

    /// A checkpoint that is not written yet.
    private record Spare(long step, RunRecord record, Snapshot snapshot) {}

    /// All that goes on after a checkpoint.
    private final Resumable whole = new Resumable() {
        @Override
        public void save(StateWriter to) {
            to.part("training", state);
            to.part("learner", parts.learner);
        }

        @Override
        public void load(StateReader from) {
            from.part("training", state);
            from.part("learner", parts.learner);
        }
    };

    TrainingLoop(Run run, RunRecord record, Parts parts, TrainingListener listener) {
        this.run = run;
        this.record = record;
        this.parts = parts;
        this.listener = listener;
        trainer = parts.experiment.trainer();
        log = new RunLog(run.folder().log());
        checkpoints = new Checkpoints(run.folder().checkpoints(), new Retention(trainer.keepLast(), 0));
        state.nextEvaluation = trainer.evalEvery() == 0 ? Long.MAX_VALUE : trainer.evalEvery();
        state.nextSave = trainer.saveEvery() == 0 ? Long.MAX_VALUE : trainer.saveEvery();
    }

    /// Goes back to a checkpoint: what was written after it is cut away.
    ///
    /// @param name `last`, `best` or a step
    /// @throws RunException                             if there is none
    /// @throws jarl.run.checkpoint.CheckpointException if it is damaged; nothing was cut
    void restore(String name) {
        checkpoints.tidy();
        Checkpoint checkpoint = Judgement.choose(run, name);
        Snapshot snapshot = checkpoint.read();
        snapshot.cutBack(run.folder().path());
        checkpoints.rewindTo(checkpoint);
        whole.load(snapshot.state().reader());
        stepsBefore = state.steps;
        log.note("resumed from the checkpoint of step " + checkpoint.step());
    }

    /// Opens the metrics, whose end is where the next row goes: after a restore, not before.
    private void openMetrics() {
        if (parts.experiment.logger().type().equals("disabled")) {
            return;
        }
        try {
            metrics = new MetricsWriter(run.folder().metrics());
        } catch (IOException failure) {
            throw unwritable(failure);
        }
    }

    /// Trains to the end of the budget, or until a stop condition holds.
    ///
    /// What is due is done before the next iteration, so that a run resumed in between does it as well.
    ///
    /// @throws TrainingInterrupted if the thread is interrupted
    void train() {
        log.note("training from step " + state.steps + " to " + trainer.numSteps());
        openMetrics();
        doWhatIsDue();
        while (state.steps < trainer.numSteps() && !stopped()) {
            Iteration iteration = iterate();
            note(iteration);
            listener.iterated(progress(iteration));
            keepSpare(); // first, since an evaluation may fail as well
            doWhatIsDue();
        }
    }

    private Iteration iterate() {
        try {
            return parts.learner.iterate();
        } catch (DivergedException diverged) {
            throw diverged.during(state.iteration + 1, state.steps);
        }
    }

    /// Keeps the state of now and then in memory: what fails in the middle of an iteration leaves nothing that could be
    /// saved, and then this is.
    private void keepSpare() {
        long now = System.nanoTime();
        if (now - lastSpare >= SPARE_EVERY) {
            lastSpare = now;
            spare = new Spare(state.steps, record.at(state.steps, best()), snapshot());
        }
    }

    /// After a failure: writes the newest state that is whole, where that is newer than the last checkpoint.
    void rescue() {
        Spare kept = spare;
        if (kept != null && isFinite(kept.snapshot.policy().parameters())) {
            Uninterrupted.run(() -> checkpoints.write(kept.step, kept.snapshot));
            run.write(kept.record);
        }
    }

    /// A policy that has diverged must not follow the last good checkpoint.
    private static boolean isFinite(float[] parameters) {
        for (float parameter : parameters) {
            if (!Float.isFinite(parameter)) {
                return false;
            }
        }
        return true;
    }

    private void doWhatIsDue() {
        if (state.steps >= state.nextEvaluation) {
            evaluate();
        }
        if (state.steps >= state.nextSave) {
            state.nextSave = nextAfter(state.steps, trainer.saveEvery());
            save();
        }
    }

    /// The first multiple of `interval` above `steps`.
    private static long nextAfter(long steps, long interval) {
        return (steps / interval + 1) * interval;
    }

    private boolean stopped() {
        TrainerConfig.StopConfig stop = trainer.stop();
        return (stop.meanReturn() != null && state.reached(stop.meanReturn()))
                || (stop.minutes() != null && elapsed().toMillis() >= stop.minutes() * 60_000);
    }

    private void note(Iteration iteration) {
        state.steps = iteration.environmentSteps();
        state.iteration = iteration.number();
        long episode = state.episodes;
        state.note(iteration.episodes());
        for (Episode ended : iteration.episodes()) {
            write(MetricRow.Kind.EPISODE, ended.steps(), episodeValues(++episode, ended));
        }
        Map<String, Number> values = new LinkedHashMap<>();
        values.put("iteration", iteration.number());
        values.putAll(iteration.measures());
        if (state.episodes > 0) {
            values.put("mean_return_100", state.meanReturn());
        }
        write(MetricRow.Kind.ITERATION, state.steps, values);
        long now = System.nanoTime();
        if (now - lastSystemRow >= SYSTEM_ROW_EVERY) {
            writeSystem(now);
        }
    }

    private static Map<String, Number> episodeValues(long number, Episode ended) {
        Map<String, Number> values = new LinkedHashMap<>();
        values.put("episode", number);
        values.put("episode_return", ended.episodeReturn());
        values.put("episode_length", ended.length());
        values.putAll(ended.measures());
        return values;
    }

    private void writeSystem(long now) {
        Map<String, Number> values = new LinkedHashMap<>();
        values.put("time", (now - started) / 1e9);
        values.put("steps_per_second", stepsPerSecond());
        values.put("cpu", Machine.cpuSeconds());
        values.put("memory", Machine.memoryMegabytes());
        write(MetricRow.Kind.SYSTEM, state.steps, values);
        lastSystemRow = now;
        flush();
    }

    /// Judges the policy on the validation seeds, and saves it where it is the best so far.
    private void evaluate() {
        long[] seeds = Seeds.validation(trainer.evalEpisodes());
        Evaluation evaluation = Evaluator.evaluate(parts.learner.policy(), parts.validation, seeds, true);
        state.nextEvaluation = nextAfter(state.steps, trainer.evalEvery());
        boolean best = evaluation.meanReturn() >= state.bestReturn; // of equals, the one that has learnt longer
        Map<String, Number> values = new LinkedHashMap<>();
        values.put("iteration", state.iteration);
        values.put("mean_return", evaluation.meanReturn());
        values.put("std_return", evaluation.stdReturn());
        values.put("mean_length", evaluation.meanLength());
        values.put("episodes", evaluation.episodes().size());
        write(MetricRow.Kind.EVALUATION, state.steps, values);
        if (best) {
            state.bestReturn = evaluation.meanReturn();
            state.bestStep = state.steps;
            save();
            Uninterrupted.run(() -> checkpoints.best(state.bestStep, state.bestReturn));
        }
        log.note("step " + state.steps + ": " + evaluation + (best ? ", the best so far" : ""));
        listener.evaluated(state.steps, evaluation, best);
    }

    private void save() {
        Snapshot now = snapshot();
        Uninterrupted.run(() -> checkpoints.write(state.steps, now));
        spare = null;
        record = record.at(state.steps, best());
        run.write(record);
    }

    private Snapshot snapshot() {
        long length = flush();
        return new Snapshot(
                SavedPolicies.of(parts.learner.policy(), parts.environment),
                State.of(whole),
                length < 0 ? Map.of() : Map.of("metrics.jsonl", length));
    }

    private RunRecord.@Nullable Best best() {
        return state.bestStep < 0 ? null : new RunRecord.Best(state.bestStep, state.bestReturn);
    }

    private void write(MetricRow.Kind kind, long step, Map<String, Number> values) {
        if (metrics == null) {
            return;
        }
        try {
            metrics.write(new MetricRow(kind, step, values));
        } catch (IOException failure) {
            throw unwritable(failure);
        }
    }

    /// @return the length of the metrics file, −1 where there is none
    private long flush() {
        try {
            return metrics == null ? -1 : metrics.flush();
        } catch (IOException failure) {
            throw unwritable(failure);
        }
    }

    private UncheckedIOException unwritable(IOException failure) {
        return new UncheckedIOException(
                "Cannot write " + run.folder().metrics() + ": " + failure.getMessage() + ". Training stopped at step "
                        + state.steps + "; the last checkpoint is whole. Make room, then: ./jarl resume " + run.id(),
                failure);
    }

    private Progress progress(Iteration iteration) {
        return new Progress(
                state.steps,
                trainer.numSteps(),
                state.iteration,
                state.episodes,
                state.meanReturn(),
                stepsPerSecond(),
                elapsed(),
                iteration.measures(),
                iteration.episodes().stream()
                        .map(episode -> new Progress.EndedEpisode(episode.episodeReturn(), episode.length()))
                        .toList());
    }

    private Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - started);
    }

    private double stepsPerSecond() {
        return (state.steps - stepsBefore) / (elapsed().toNanos() / 1e9);
    }

    /// Writes what is left to write: the last rows, a checkpoint of the last step, the state.
    void end(RunState how) {
        writeSystem(System.nanoTime());
        save();
        record = record.ended(how, RunFiles.now(), null);
        run.write(record);
        log.note(how.label() + " after " + state.steps + " steps");
    }

    @Override
    public void close() {
        if (metrics != null) {
            try {
                metrics.close();
            } catch (IOException failure) {
                throw unwritable(failure);
            }
        }
    }
}
