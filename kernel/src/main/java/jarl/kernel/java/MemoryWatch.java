package jarl.kernel.java;

import java.time.Duration;

/// Stops a cell before it has filled the heap: the JVM would fail whatever thread asks for memory next, and that may be
/// one that keeps the kernel's sockets.
final class MemoryWatch implements Runnable {
    private static final Duration CALM = Duration.ofMillis(10);
    private static final Duration ALERT = Duration.ofMillis(1);
    private static final long MARGIN = 32 * 1024 * 1024; // bytes; a loop of allocations fills 10 MiB in a millisecond
    private static final int SHARE = 10; // of the heap, the margin at least: as much as the collector itself keeps free

    private final CellThread thread;
    private final long most;
    private final long usual;
    private long limit;

    MemoryWatch(CellThread thread) {
        this.thread = thread;
        most = Runtime.getRuntime().maxMemory();
        usual = most - Math.max(MARGIN, most / SHARE);
        limit = usual;
    }

    @Override
    public void run() {
        try {
            while (thread.isAlive()) {
                look();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void look() throws InterruptedException {
        try {
            Thread.sleep(2 * (most - used()) < most ? ALERT : CALM);
            if (used() > limit && thread.isBusy()) {
                collect();
            }
        } catch (OutOfMemoryError e) {
            thread.exhaust();
        }
    }

    /// Much of what fills the heap may be of no use any more. Of what is left, half may be used before the next look: also
    /// by the cell that follows on one that was stopped, for it will empty the heap.
    private void collect() {
        System.gc();
        long live = used();
        if (live > limit) {
            thread.exhaust();
        }
        limit = Math.max(usual, (live + most) / 2);
    }

    private static long used() {
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
