package jarl.env;

import java.util.ArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Threads that share out the numbers `0 … count − 1`, each always the same run of them, the caller's thread among them.
final class Crew implements AutoCloseable {
    private final int count;
    private final int threads;
    private final ExecutorService helpers;

    /// What is done with one number.
    interface Work {
        void at(int i);
    }

    /// Hires the helpers, which do not keep the JVM alive.
    ///
    /// @param threads how many work, the caller's included, at least 1
    Crew(int count, int threads) {
        this.count = count;
        this.threads = Math.min(threads, count);
        helpers = Executors.newFixedThreadPool(
                Math.max(1, this.threads - 1), Thread.ofPlatform().daemon().name("world-", 1).factory());
    }

    /// Does the work for each number and returns when all is done; the first failure is thrown.
    void each(Work work) {
        var others = new ArrayList<Future<?>>(threads - 1);
        for (int part = 1; part < threads; part++) {
            int mine = part;
            others.add(helpers.submit(() -> run(mine, work)));
        }
        try {
            run(0, work);
        } finally {
            finish(others);
        }
    }

    private void run(int part, Work work) {
        int from = (int) ((long) count * part / threads);
        int to = (int) ((long) count * (part + 1) / threads);
        for (int i = from; i < to; i++) {
            work.at(i);
        }
    }

    /// Waits for every part, interrupted or not, since none may touch the arrays later; then says what went wrong.
    private static void finish(Iterable<Future<?>> parts) {
        RuntimeException wrong = null;
        boolean interrupted = false;
        for (Future<?> part : parts) {
            boolean done = false;
            while (!done) {
                try {
                    part.get();
                    done = true;
                } catch (InterruptedException interrupt) {
                    interrupted = true;
                } catch (ExecutionException failure) {
                    wrong = failure.getCause() instanceof RuntimeException cause
                            ? cause : new IllegalStateException(failure.getCause());
                    done = true;
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        if (wrong != null) {
            throw wrong;
        }
    }

    @Override
    public void close() {
        helpers.shutdownNow();
    }
}
