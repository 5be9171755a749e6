package jarl.studio.launch;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Lets Ctrl-C (or a polite kill) interrupt a thread that trains, and the JVM wait until that thread has saved what it
/// learnt.
public final class StopSignal implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final CountDownLatch saved = new CountDownLatch(1);
    private final Thread hook;

    private StopSignal(Thread trainer) {
        hook = new Thread(() -> stop(trainer), "stop");
    }

    /// From now on, until it is closed, the signal interrupts the calling thread.
    public static StopSignal interruptsThisThread() {
        var signal = new StopSignal(Thread.currentThread());
        Runtime.getRuntime().addShutdownHook(signal.hook);
        return signal;
    }

    /// Runs while the JVM shuts down, which waits for it.
    private void stop(Thread trainer) {
        trainer.interrupt();
        try {
            boolean unused = saved.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException enough) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        saved.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException shuttingDown) {
            // the hook is what stopped the training
        }
    }
}
