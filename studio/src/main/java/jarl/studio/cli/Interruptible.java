package jarl.studio.cli;

import jarl.run.Run;
import jarl.run.RunState;
import java.time.Duration;
import java.util.function.Supplier;

/// Lets Ctrl-C (or a polite kill) stop a training between two steps, so that its checkpoint is written.
final class Interruptible {
    static final int INTERRUPTED = 130;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private Interruptible() {}

    /// Trains to the end, or until Ctrl-C.
    ///
    /// @return the exit code
    static int train(Supplier<Run> training, TrainingConsole console) {
        Thread trainer = Thread.currentThread();
        var stop = new Thread(() -> stop(trainer, console), "stop");
        Runtime.getRuntime().addShutdownHook(stop);
        Run run = training.get();
        console.conclude(run);
        removeHook(stop);
        return run.state() == RunState.INTERRUPTED ? INTERRUPTED : 0;
    }

    /// Runs while the machine shuts down, which waits for it.
    private static void stop(Thread trainer, TrainingConsole console) {
        trainer.interrupt();
        try {
            console.awaitConclusion(PATIENCE);
        } catch (InterruptedException enough) {
            Thread.currentThread().interrupt();
        }
    }

    private static void removeHook(Thread stop) {
        try {
            Runtime.getRuntime().removeShutdownHook(stop);
        } catch (IllegalStateException shuttingDown) {
            // the hook is what stopped the training
        }
    }
}
