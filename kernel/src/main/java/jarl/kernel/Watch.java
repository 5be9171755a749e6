package jarl.kernel;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Interrupts a cell that takes too long.
final class Watch implements AutoCloseable {
    private final CountDownLatch done = new CountDownLatch(1);
    private volatile boolean expired;

    /// @param timeout zero: never
    Watch(JavaSession session, Duration timeout) {
        if (timeout.isPositive()) {
            Thread.ofPlatform().daemon().name("timeout").start(() -> watch(session, timeout));
        }
    }

    private void watch(JavaSession session, Duration timeout) {
        try {
            if (!done.await(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
                expired = true;
                session.interrupt();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    boolean expired() {
        return expired;
    }

    @Override
    public void close() {
        done.countDown();
    }
}
