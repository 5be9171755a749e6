package jarl.kernel.java;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// One execution of one cell, known to the threads that it started.
final class CellRun {
    /// How long a library that polls `Thread.interrupted()` may take to end in order before its callbacks throw.
    private static final Duration GRACE = Duration.ofSeconds(1);
    private static final Duration LAST_CALL = Duration.ofMillis(500);
    private static final InheritableThreadLocal<@Nullable CellRun> OF_THREAD = new InheritableThreadLocal<>();
    private static final StackWalker STACK = StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);
    private static volatile @Nullable CellRun latest;

    private final Set<Thread> older;
    private volatile boolean exhausted;
    private volatile long interruptedAt; // nanoseconds, 0: not interrupted

    /// @param older threads of earlier cells, which an interrupt of this one leaves alone
    CellRun(Set<Thread> older) {
        this.older = older;
    }

    static @Nullable CellRun ofThisThread() {
        CellRun own = OF_THREAD.get();
        // the common pool's workers inherit nothing: they serve whoever runs now
        return own != null || !(Thread.currentThread() instanceof ForkJoinWorkerThread) ? own : latest;
    }

    /// This thread, and those it starts, work for this run.
    void enter() {
        OF_THREAD.set(this);
        latest = this;
    }

    boolean interrupted() {
        return interruptedAt != 0;
    }

    /// Sets the interrupt flag of every thread of the run, then lets its code throw.
    void interrupt(ThreadGroup threads) {
        if (!interrupted()) {
            interruptedAt = System.nanoTime() | 1;
        }
        for (Thread thread : alive(threads)) {
            if (!older.contains(thread)) {
                thread.interrupt();
            }
        }
        InterruptCheck.trip(this);
    }

    /// Lets the run's code throw, for the heap is full.
    void exhaust() {
        exhausted = true;
        InterruptCheck.trip(this);
    }

    /// Throws what the run's code has to throw.
    void stop() {
        if (interrupted() || !exhausted) {
            throw new CellInterrupted();
        }
        throw new OutOfMemoryError("Java heap space");
    }

    /// The cell's own thread is done. Where it was interrupted, its other threads are given the time to notice.
    void end(ThreadGroup threads) {
        long deadline = System.nanoTime() + LAST_CALL.toNanos();
        while (interrupted() && isBusy(threads) && System.nanoTime() < deadline) {
            LockSupport.parkNanos(Duration.ofMillis(1).toNanos());
        }
        InterruptCheck.clear(this);
    }

    private boolean isBusy(ThreadGroup threads) {
        boolean computing = alive(threads).stream()
                .anyMatch(thread -> !older.contains(thread) && thread.getState() == Thread.State.RUNNABLE);
        return computing || !ForkJoinPool.commonPool().isQuiescent();
    }

    /// Whether code of the cell, reached just now by an interrupted thread, has to throw.
    ///
    /// Called back by a library (an environment's step, called by training) it may go on for a while: the library sees
    /// the interrupt flag by itself and keeps what it has reached.
    boolean mustStopHere() {
        return System.nanoTime() - interruptedAt > GRACE.toNanos() || !calledByLibrary();
    }

    private static boolean calledByLibrary() {
        return STACK.walk(frames -> frames
                .map(StackWalker.StackFrame::getDeclaringClass)
                .takeWhile(type -> type != CellExecution.class)
                .anyMatch(CellRun::isLibrary));
    }

    private static boolean isLibrary(Class<?> type) {
        ClassLoader loader = type.getClassLoader();
        boolean ofJdk = loader == null || loader == ClassLoader.getPlatformClassLoader();
        boolean ofCell = type.getName().startsWith("REPL.");
        return !ofJdk && !ofCell && !type.getName().startsWith("jarl.kernel.") && type.getModule().getLayer() == null;
    }

    static Set<Thread> alive(ThreadGroup group) {
        var threads = new @Nullable Thread[group.activeCount() + 16];
        int count = group.enumerate(threads);
        var alive = new HashSet<Thread>();
        for (int i = 0; i < count; i++) {
            Thread thread = threads[i];
            if (thread != null) {
                alive.add(thread);
            }
        }
        return alive;
    }
}
