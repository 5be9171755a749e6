package jarl.run;

import jarl.config.Config;
import jarl.experience.TrainingInterrupted;
import jarl.run.checkpoint.Uninterrupted;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Trains a run, in the calling thread, to its end.
///
/// However it ends, the folder is whole: a checkpoint holds what was learnt and `run.json` says how it ended. An
/// interrupt of the thread stops it between two steps; the run is then marked interrupted, the thread's flag is cleared,
/// and [#resume] goes on as if nothing had been.
public final class Training {
    private Training() {}

    /// A new run.
    ///
    /// @param config  composed; it is checked whole before a folder is made
    /// @param outputs where its folder goes
    /// @return the run, completed or interrupted
    /// @throws jarl.config.ConfigException if anything in the config is wrong; no folder was made
    /// @throws RuntimeException            what stopped it; `run.json` says state `error` and why
    public static Run train(Config config, Path outputs, TrainingListener listener) {
        return train(config, outputs, null, listener);
    }

    /// A new run in a folder of the caller's choice.
    ///
    /// @param folder is made where it is missing, and must not hold a run; null: a new one below `outputs`
    public static Run train(Config config, Path outputs, @Nullable Path folder, TrainingListener listener) {
        Experiment experiment = Experiment.of(config);
        try (var parts = Parts.open(experiment)) {
            Run run = new Run(place(outputs, folder));
            run.write(parts.record(run.id()));
            Uninterrupted.run(() -> RunFiles.writeConfig(run.folder(), config));
            return loop(run, parts, listener, null);
        }
    }

    /// A run that waits to be [begun][#begin], by this process or another: its folder and its config are there.
    ///
    /// @param folder as in [#train(Config, Path, Path, TrainingListener)]
    /// @throws jarl.config.ConfigException if anything in the config is wrong; no folder was made
    public static Run queue(Config config, Path outputs, @Nullable Path folder) {
        Experiment experiment = Experiment.of(config);
        Run run = new Run(place(outputs, folder));
        Uninterrupted.run(() -> RunFiles.writeConfig(run.folder(), config));
        run.write(RunRecord.queued(run.id(), experiment));
        return run;
    }

    private static RunFolder place(Path outputs, @Nullable Path folder) {
        return folder == null
                ? RunFolder.create(outputs, LocalDateTime.now(ZoneId.systemDefault()))
                : RunFolder.createAt(folder);
    }

    /// Trains a queued run.
    ///
    /// @throws RunException     if it is not queued any more
    /// @throws RuntimeException what stopped it; `run.json` says state `error` and why
    public static Run begin(Run run, TrainingListener listener) {
        if (run.state() != RunState.QUEUED) {
            throw new RunException(run + " has begun before: it is " + run.state().label() + ".");
        }
        try (var parts = parts(run)) {
            return loop(run, parts, listener, null);
        }
    }

    /// @throws RunException if a program trained it that only its user can start again
    private static void requireOurs(Run run) {
        if (run.record().engine().equals(ForeignRun.ENGINE)) {
            throw new RunException(run + " was trained by another program, of which no checkpoint is here. Start it again:"
                    + " ./jarl launch -- " + run.config().value("command"));
        }
    }

    private static Parts parts(Run run) {
        try {
            return Parts.open(Experiment.of(run.config()));
        } catch (RuntimeException | Error failure) {
            refuse(run, failure);
            throw failure;
        }
    }

    /// A new run from the config that another was made from, whatever the config files say by now. Without overrides and
    /// on the same engine it gives the same bits.
    ///
    /// @param overrides `key=value` over the other run's config; its groups' options are settled
    /// @throws jarl.config.ConfigException if anything in them is wrong; no folder was made
    public static Run rerun(Run run, List<String> overrides, Path outputs, TrainingListener listener) {
        requireOurs(run);
        Config config = RunFiles.config(run, overrides);
        return train(config, outputs, Configs.runFolder(config), listener);
    }

    /// Marks a run that cannot begin.
    public static void refuse(Run run, Throwable failure) {
        run.write(run.record().ended(RunState.ERROR, RunFiles.now(), RunFiles.oneLine(failure)));
    }

    /// Goes on with an interrupted or failed run from its last checkpoint, in its own folder.
    public static Run resume(Run run, TrainingListener listener) {
        return resume(run, "last", listener);
    }

    /// Goes on with an interrupted or failed run, in its own folder.
    ///
    /// @param checkpoint `last`, `best` or a step; what came after it is forgotten. Where nothing was saved yet, `last`
    ///                   is the beginning
    /// @throws RunException                             if the run is completed, being trained, or has no such checkpoint
    /// @throws jarl.run.checkpoint.CheckpointException if the checkpoint is damaged; the message names one that is not
    public static Run resume(Run run, String checkpoint, TrainingListener listener) {
        requireOurs(run);
        if (run.state() == RunState.COMPLETED) {
            throw new RunException(run + " is completed; there is nothing to resume. To train further, start a new run"
                    + " with more trainer.num_steps.");
        }
        boolean fromStart = checkpoint.equals("last") && run.checkpoints().last().isEmpty();
        if (!fromStart) {
            run.checkpoint(checkpoint).read(); // before anything is touched
        }
        try (var parts = Parts.open(Experiment.of(run.config()))) {
            return loop(run, parts, listener, fromStart ? null : checkpoint);
        }
    }

    /// @param checkpoint to begin from; null: the beginning
    private static Run loop(Run run, Parts parts, TrainingListener listener, @Nullable String checkpoint) {
        try (var _ = RunLock.take(run)) {
            RunRecord known = checkpoint == null ? parts.record(run.id()) : run.record();
            RunRecord record = known.running(RunFiles.now());
            run.write(record);
            Uninterrupted.run(() -> RunFiles.forget(run.folder(), checkpoint == null));
            return loop(run, new TrainingLoop(run, record, parts, listener), listener, checkpoint);
        }
    }

    private static Run loop(Run run, TrainingLoop training, TrainingListener listener, @Nullable String checkpoint) {
        try (var loop = training) {
            try {
                if (checkpoint != null) {
                    loop.restore(checkpoint);
                }
                listener.started(run);
                loop.end(runToEnd(loop));
            } catch (RuntimeException | Error failure) {
                fail(run, loop, failure);
                listener.ended(run);
                throw failure;
            }
        }
        listener.ended(run);
        return run;
    }

    private static RunState runToEnd(TrainingLoop loop) {
        try {
            loop.train();
            return RunState.COMPLETED;
        } catch (TrainingInterrupted interrupted) {
            Thread.interrupted(); // what follows writes files, which an interrupted thread cannot
            return RunState.INTERRUPTED;
        }
    }

    /// Saves what can be saved and marks the run, where its folder still takes it: the failure itself matters more.
    private static void fail(Run run, TrainingLoop loop, Throwable failure) {
        boolean interrupted = Thread.interrupted() || isInterrupt(failure);
        try {
            loop.rescue();
            run.write(
                    interrupted
                            ? run.record().ended(RunState.INTERRUPTED, RunFiles.now(), null)
                            : run.record().ended(RunState.ERROR, RunFiles.now(), RunFiles.oneLine(failure)));
            new RunLog(run.folder().log()).note(failure);
        } catch (RuntimeException unwritable) {
            failure.addSuppressed(unwritable);
        }
    }

    /// Whether an environment was interrupted within a step.
    private static boolean isInterrupt(Throwable failure) {
        Throwable cause = failure.getCause();
        return failure instanceof InterruptedException || (cause != null && isInterrupt(cause));
    }
}
