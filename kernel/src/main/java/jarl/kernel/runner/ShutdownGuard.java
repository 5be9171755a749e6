package jarl.kernel.runner;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import jarl.kernel.JavaSession;

/// Ctrl-C while a session runs: its cell is interrupted, and the JVM waits until what it had reached is kept.
final class ShutdownGuard implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final CountDownLatch done = new CountDownLatch(1);
    private final Thread hook;

    ShutdownGuard(JavaSession session) {
        hook = new Thread(() -> end(session), "interrupt");
        Runtime.getRuntime().addShutdownHook(hook);
    }

    private void end(JavaSession session) {
        session.interrupt();
        try {
            var unused = done.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        done.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // the JVM is ending, the hook has been waiting for just this
        }
    }
}
