package jarl.studio.notebook;

import jarl.kernel.display.Display;
import jarl.kernel.display.DisplayHandle;
import jarl.run.Run;
import jarl.run.checkpoint.Checkpoint;
import jarl.run.checkpoint.CheckpointException;
import jarl.run.judge.Candidate;
import jarl.run.replay.Film;
import jarl.studio.launch.Underway;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What a run has learnt so far: an episode of its newest checkpoint, filmed again in its place when there is a newer one.
///
/// It reads what the training writes anyway and lives its episodes in worlds of its own, so the training does not notice,
/// wherever it runs.
final class LiveFilm {
    /// Seldom enough to take little from the training.
    private static final Duration PAUSE = Duration.ofSeconds(3);

    private final Underway training;
    private @Nullable DisplayHandle display;
    private long filmed = -1;

    /// @param step of the checkpoint
    record Scene(long step, Film film) {}

    LiveFilm(Underway training) {
        this.training = training;
    }

    /// Films the newest checkpoint, unless that has been done.
    ///
    /// @throws jarl.run.replay.ReplayException if the world does not draw itself
    void draw() {
        Run run = training.run();
        Optional<Checkpoint> newest = run.checkpoints().last();
        if (newest.isEmpty() || newest.get().step() == filmed) {
            return;
        }
        Scene scene;
        try {
            scene = new Scene(newest.get().step(), Candidate.of(run, newest.get()).film(0));
        } catch (CheckpointException removed) { // a newer one has taken its place
            return;
        }
        filmed = scene.step();
        if (display == null) {
            display = Display.show(scene);
        } else {
            display.update(scene);
        }
    }

    /// Waits for the first checkpoint and films it.
    void begin() throws InterruptedException {
        draw();
        while (filmed < 0 && !training.isOver()) {
            Thread.sleep(PAUSE.dividedBy(10));
            draw();
        }
    }

    /// Films on until nobody trains the run any more.
    void follow() throws InterruptedException {
        while (!training.isOver()) {
            Thread.sleep(PAUSE);
            draw();
        }
        draw();
    }
}
