package jarl.studio.launch;

import jarl.run.Run;
import jarl.run.TrainingListener;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/// The jobs of a sweep that are under way, so many at a time.
final class JobCrew {
    private final Multirun sweep;
    private final Multirun.Watcher watcher;
    private final int most;
    private final Semaphore places;
    private final Set<Underway> underway = ConcurrentHashMap.newKeySet();

    JobCrew(Multirun sweep, Multirun.Watcher watcher) {
        this.sweep = sweep;
        this.watcher = watcher;
        most = sweep.atATime();
        places = new Semaphore(most, true);
    }

    /// Waits for a place and begins the job.
    void begin(Multirun.Entry job) throws InterruptedException {
        places.acquire();
        Run run = sweep.run(job);
        watcher.begun(job, run);
        Underway training = start(run);
        underway.add(training);
        Thread.ofPlatform().daemon().name("job " + job.number()).start(() -> attend(job, training));
    }

    private Underway start(Run run) {
        return sweep.ledger().launcher().equals("process")
                ? ProcessTraining.start(run, List.of())
                : LocalTraining.start(run, new TrainingListener() {});
    }

    private void attend(Multirun.Entry job, Underway training) {
        try {
            training.await();
            watcher.ended(job, training.run());
        } catch (InterruptedException nobodys) {
            Thread.currentThread().interrupt();
        } finally {
            underway.remove(training);
            places.release();
        }
    }

    /// Waits for the end of all.
    void await() throws InterruptedException {
        places.acquire(most);
        places.release(most);
    }

    /// Stops all and waits until they have saved.
    void stop() {
        underway.forEach(Underway::stop);
        places.acquireUninterruptibly(most);
    }
}
