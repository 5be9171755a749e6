package jarl.experience;

import jarl.env.VectorEnvironment;
import jarl.state.Resumable;
import jarl.state.StateReader;
import jarl.state.StateWriter;
import java.util.List;

/// Fills a [Rollout] by letting an [Actor] act, `steps` steps at a time, going on where the last collection ended.
///
/// Interruptible between two steps: it then throws [TrainingInterrupted] and keeps what is collected, and the next call
/// goes on from there, also after a save and a load.
public final class Collector implements Resumable {
    private final VectorEnvironment environment;
    private final int steps;
    private final Recorder recorder;
    private final EpisodeTracker episodes;

    public Collector(VectorEnvironment environment, int steps) {
        this.environment = environment;
        this.steps = steps;
        recorder = new Recorder(environment, steps);
        episodes = new EpisodeTracker(environment.count());
    }

    /// Environment steps taken so far, by all environments together.
    public long steps() {
        return episodes.steps();
    }

    /// The episodes that ended since the last call.
    public List<Episode> takeEpisodes() {
        return episodes.take();
    }

    /// The rollout, full; the same object each time.
    ///
    /// @throws TrainingInterrupted if the thread is interrupted; its flag stays set
    public Rollout collect(Actor actor) {
        while (recorder.taken() < steps) {
            recorder.step(actor);
            episodes.track(environment);
        }
        recorder.foresee(actor);
        recorder.clear();
        return recorder.rollout();
    }

    @Override
    public void save(StateWriter to) {
        to.part("episodes", episodes);
        recorder.save(to);
    }

    @Override
    public void load(StateReader from) {
        from.part("episodes", episodes);
        recorder.load(from);
    }
}
