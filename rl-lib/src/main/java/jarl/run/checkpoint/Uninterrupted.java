package jarl.run.checkpoint;

/// Writes files whatever happens to the training thread: an interrupt closes the file channel that it meets, so the work
/// is done on a thread that nobody knows.
public final class Uninterrupted {
    private Uninterrupted() {}

    /// Does the work and waits for it. An interrupt in the meantime stays set.
    ///
    /// @throws RuntimeException what the work threw
    public static void run(Runnable work) {
        var failure = new Throwable[1];
        Thread worker = Thread.ofPlatform().name("files").start(() -> {
            try {
                work.run();
            } catch (RuntimeException | Error thrown) {
                failure[0] = thrown;
            }
        });
        join(worker);
        switch (failure[0]) {
            case null -> {}
            case RuntimeException thrown -> throw thrown;
            case Error thrown -> throw thrown;
            default -> throw new AssertionError(failure[0]);
        }
    }

    private static void join(Thread worker) {
        boolean interrupted = false;
        while (true) {
            try {
                worker.join();
                break;
            } catch (InterruptedException later) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
