package jarl.studio.launch;

import jarl.run.Run;
import org.jspecify.annotations.Nullable;

/// A training that goes on beside the one who asked for it.
public sealed interface Underway permits LocalTraining, ProcessTraining {
    Run run();

    /// Whether nobody trains the run any more; its record says how it ended.
    boolean isOver();

    /// Asks it to stop between two steps and to save. Returns at once.
    void stop();

    /// Waits for its end.
    void await() throws InterruptedException;

    /// Waits for its end whatever happens to the waiting thread, whose interrupt stays set.
    default void awaitUninterruptibly() {
        boolean interrupted = Thread.interrupted();
        while (!isOver()) {
            try {
                await();
            } catch (InterruptedException again) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /// What ended it, where it failed in this process.
    default @Nullable Throwable failure() {
        return null;
    }
}
