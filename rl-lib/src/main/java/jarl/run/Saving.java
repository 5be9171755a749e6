package jarl.run;

import jarl.run.checkpoint.Checkpoint;
import jarl.run.checkpoint.Checkpoints;
import jarl.run.checkpoint.Retention;
import jarl.run.checkpoint.SavedPolicy;
import jarl.run.checkpoint.Snapshot;
import jarl.run.checkpoint.State;
import jarl.run.checkpoint.Uninterrupted;
import jarl.state.Resumable;
import jarl.state.StateReader;
import jarl.state.StateWriter;
import java.nio.file.Files;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Saves a run while it is trained: checkpoints, `run.json`, and between checkpoints a spare in memory.
///
/// What fails in the middle of an iteration leaves nothing that could be saved; then the spare is. Taking it may cost a
/// hundredth of the time and 64 MB: a learner whose state is larger, such as one with a full replay memory, has its
/// checkpoints alone.
final class Saving {
    /// When a spare is taken.
    ///
    /// @param clock in ns
    /// @param every ns at least between two
    /// @param share of the time that they may cost, one part in so many
    /// @param bytes that one may hold
    record Spares(LongSupplier clock, long every, long share, long bytes) {
        static final Spares USUAL = new Spares(System::nanoTime, 2_000_000_000L, 100, 64_000_000);
    }

    private final Run run;
    private final Parts parts;
    private final TrainingRecord state;
    private final Checkpoints checkpoints;
    private final Supplier<Map<String, Long>> lengths;
    private RunRecord record;
    private final Spares spares;
    private @Nullable Spare spare;
    private long nextSpare;

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

    /// @param lengths of the growing files of the run, once all rows are written
    Saving(Run run, RunRecord record, Parts parts, TrainingRecord state, Supplier<Map<String, Long>> lengths) {
        this(run, record, parts, state, lengths, Spares.USUAL);
    }

    Saving(
            Run run,
            RunRecord record,
            Parts parts,
            TrainingRecord state,
            Supplier<Map<String, Long>> lengths,
            Spares spares) {
        this.spares = spares;
        nextSpare = spares.clock.getAsLong() + spares.every;
        this.run = run;
        this.record = record;
        this.parts = parts;
        this.state = state;
        this.lengths = lengths;
        TrainerConfig trainer = parts.experiment.trainer();
        checkpoints = new Checkpoints(
                run.folder().checkpoints(), new Retention(trainer.keepLast(), trainer.keepEvery()));
    }

    /// Goes back to a checkpoint: what was written after it is cut away.
    ///
    /// @param name `last`, `best` or a step
    /// @throws RunException                             if there is none
    /// @throws jarl.run.checkpoint.CheckpointException if it is damaged; nothing was cut
    Checkpoint restore(String name) {
        checkpoints.tidy();
        Checkpoint checkpoint = run.checkpoint(name);
        Snapshot snapshot = checkpoint.read();
        snapshot.cutBack(run.folder().path());
        checkpoints.rewindTo(checkpoint);
        whole.load(snapshot.state().reader());
        boundSpare(snapshot, 0);
        return checkpoint;
    }

    void checkpoint() {
        requireFolder();
        Snapshot now = snapshot();
        Uninterrupted.run(() -> checkpoints.write(state.steps, now));
        spare = null;
        write(record.at(state.steps, best()));
    }

    /// A folder that was deleted does not come back without what it was made from.
    private void requireFolder() {
        if (!Files.exists(run.folder().config())) {
            throw new RunException(run.folder().path() + " was deleted, or moved, while it was trained. Training stopped at"
                    + " step " + state.steps + "; what it had learnt is lost.");
        }
    }

    /// A checkpoint that is the best so far.
    void bestCheckpoint() {
        checkpoint();
        Uninterrupted.run(() -> checkpoints.best(state.bestStep, state.bestReturn));
    }

    /// Keeps the state of now in memory, where it is time.
    void keepSpare() {
        long now = spares.clock.getAsLong();
        if (nextSpare - now <= 0) {
            Snapshot snapshot = snapshot();
            spare = new Spare(state.steps, record.at(state.steps, best()), snapshot);
            boundSpare(snapshot, spares.clock.getAsLong() - now);
        }
    }

    /// @param took time that the last spare has cost, in ns
    private void boundSpare(Snapshot last, long took) {
        long now = spares.clock.getAsLong();
        if (last.state().bytes() > spares.bytes) {
            spare = null;
            nextSpare = now + Long.MAX_VALUE / 2; // it will not become smaller
        } else {
            nextSpare = now + Math.max(spares.every, spares.share * took);
        }
    }

    /// After a failure: writes the newest state that is whole, where that is newer than the last checkpoint.
    void rescue() {
        Spare kept = spare;
        if (kept != null && isFinite(kept.snapshot.policy().parameters())) {
            Uninterrupted.run(() -> checkpoints.write(kept.step, kept.snapshot));
            write(kept.record);
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

    private Snapshot snapshot() {
        return new Snapshot(
                SavedPolicy.of(parts.learner.policy(), parts.environment), State.of(whole), lengths.get());
    }

    private RunRecord.@Nullable Best best() {
        return state.bestStep < 0 ? null : new RunRecord.Best(state.bestStep, state.bestReturn);
    }

    void ended(RunState how) {
        write(record.ended(how, RunFiles.now(), null));
    }

    private void write(RunRecord newest) {
        record = newest;
        run.write(newest);
    }
}
