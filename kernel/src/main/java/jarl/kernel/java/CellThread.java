package jarl.kernel.java;

import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.TransferQueue;
import org.jspecify.annotations.Nullable;

/// The one thread on which the code of all cells runs, so that what belongs to a thread outlives its cell.
///
/// The compiler works on the caller's thread: an interrupt must never reach it, for it closes the files it reads.
public final class CellThread implements AutoCloseable {
    private final TransferQueue<FutureTask<?>> tasks = new LinkedTransferQueue<>();
    private final ThreadGroup group = new ThreadGroup("cells");
    private final Thread thread = new Thread(group, this::work, "cell");
    private volatile @Nullable CellRun run;

    CellThread(ClassLoader loader) {
        thread.setDaemon(true);
        thread.setContextClassLoader(loader);
        thread.start();
    }

    /// Begins a cell; what its threads do from here on can be interrupted until [#end].
    public void begin() {
        Set<Thread> older = new HashSet<>(CellRun.alive(group));
        older.remove(thread);
        var next = new CellRun(older);
        run = next;
        runQuietly(() -> {
            Thread.interrupted(); // an interrupt that came too late for the last cell
            next.enter();
        });
    }

    /// Ends the cell: no interrupt reaches it any more.
    public void end() {
        CellRun ended = run;
        if (ended != null) {
            ended.end(group);
        }
        run = null;
    }

    /// Interrupts the running cell, if one runs.
    public void interrupt() {
        CellRun running = run;
        if (running != null) {
            running.interrupt(group);
        }
    }

    /// Lets the code of the running cell throw an [OutOfMemoryError].
    void exhaust() {
        CellRun running = run;
        if (running != null) {
            running.exhaust();
        }
    }

    /// Whether a cell runs.
    boolean isBusy() {
        return run != null;
    }

    boolean isAlive() {
        return thread.isAlive();
    }

    /// Whether the running cell has been interrupted.
    public boolean interrupted() {
        CellRun running = run;
        return running != null && running.interrupted();
    }

    /// What the cell's code is doing now, innermost first.
    public StackTraceElement[] trace() {
        return thread.getStackTrace();
    }

    /// Computes on the cell thread and waits for it; on the cell thread itself, at once.
    ///
    /// @throws ExecutionException with whatever was thrown there as its cause
    public <T extends @Nullable Object> T call(Callable<T> work) throws ExecutionException {
        var task = new FutureTask<>(work);
        if (Thread.currentThread() == thread) {
            task.run();
        } else {
            tasks.add(task);
        }
        return await(task);
    }

    /// Computes beside the cell thread, which goes on serving [#call]; elsewhere, at once. For the compiler when a cell's
    /// own code asks for it.
    <T extends @Nullable Object> T aside(Callable<T> work) throws ExecutionException {
        var task = new FutureTask<>(work) {
            @Override
            protected void done() {
                tasks.add(new FutureTask<>(() -> true)); // wakes the cell thread
            }
        };
        if (Thread.currentThread() != thread) {
            task.run();
            return await(task);
        }
        new Thread(group.getParent(), task, "compiler").start(); // not of the group that is interrupted
        boolean interrupted = false;
        while (!task.isDone()) {
            try {
                tasks.take().run();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            thread.interrupt();
        }
        return await(task);
    }

    private void runQuietly(Runnable work) {
        try {
            call(() -> {
                work.run();
                return true;
            });
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    /// Waits whatever happens to the waiting thread: the cell's own thread is the one to interrupt.
    private static <T extends @Nullable Object> T await(FutureTask<T> task) throws ExecutionException {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return task.get();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void work() {
        boolean open = true;
        while (open) {
            try {
                FutureTask<?> task = tasks.take();
                open = task != END;
                task.run();
            } catch (InterruptedException e) {
                // meant for a cell that has just ended
            } catch (OutOfMemoryError e) {
                // between two tasks: the cell that filled the heap is told
            }
        }
    }

    private static final FutureTask<?> END = new FutureTask<>(() -> true);

    @Override
    public void close() {
        interrupt();
        tasks.add(END);
    }
}
