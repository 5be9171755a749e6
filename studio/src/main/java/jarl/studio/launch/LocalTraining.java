package jarl.studio.launch;

import jarl.evaluation.Evaluation;
import jarl.run.Progress;
import jarl.run.Run;
import jarl.run.RunState;
import jarl.run.Training;
import jarl.run.TrainingListener;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/// A training on a thread of this process.
public final class LocalTraining implements Underway {
    private final Run run;
    private final Thread thread;
    private final CountDownLatch over = new CountDownLatch(1);
    private volatile @Nullable Throwable failure;
    private boolean begun;
    private boolean stopping;

    private LocalTraining(Run run, TrainingListener listener) {
        this.run = run;
        // it inherits nothing: an interrupt of the cell that started it is not meant for it
        thread = Thread.ofPlatform()
                .name("run " + run.id())
                .daemon()
                .inheritInheritableThreadLocals(false)
                .unstarted(() -> work(listener));
    }

    /// Begins a queued run, or goes on with one that has ended early.
    public static LocalTraining start(Run run, TrainingListener listener) {
        var training = new LocalTraining(run, listener);
        training.thread.start();
        return training;
    }

    private void work(TrainingListener listener) {
        try {
            train(run, new StopWhenBegun(listener));
        } catch (RuntimeException | Error thrown) {
            failure = thrown;
        } finally {
            over.countDown();
        }
    }

    /// Begins a queued run in the calling thread, or goes on with one that has ended early.
    static void train(Run run, TrainingListener listener) {
        if (run.state() == RunState.QUEUED) {
            Training.begin(run, listener);
        } else {
            Training.resume(run, listener);
        }
    }

    @Override
    public Run run() {
        return run;
    }

    @Override
    public boolean isOver() {
        return over.getCount() == 0;
    }

    /// Before it has begun, an interrupt would hit a file that is being read.
    @Override
    public synchronized void stop() {
        stopping = true;
        if (begun) {
            thread.interrupt();
        }
    }

    private synchronized void begun() {
        begun = true;
        if (stopping) {
            thread.interrupt();
        }
    }

    @Override
    public void await() throws InterruptedException {
        over.await();
    }

    @Override
    public @Nullable Throwable failure() {
        return failure;
    }

    private final class StopWhenBegun implements TrainingListener {
        private final TrainingListener listener;

        StopWhenBegun(TrainingListener listener) {
            this.listener = listener;
        }

        @Override
        public void started(Run started) {
            listener.started(started);
            begun();
        }

        @Override
        public void iterated(Progress progress) {
            listener.iterated(progress);
        }

        @Override
        public void evaluated(long step, Evaluation evaluation, boolean best) {
            listener.evaluated(step, evaluation, best);
        }

        @Override
        public void ended(Run ended) {
            listener.ended(ended);
        }
    }
}
