package jarl.experience;

import jarl.env.NumpyRandom;
import jarl.env.VectorEnvironment;
import jarl.state.Resumable;
import jarl.state.StateReader;
import jarl.state.StateWriter;
import java.util.Arrays;
import java.util.List;

/// Collects whole episodes. Each collection resets every environment with a fresh seed; the environments of one group
/// get the same seed, so that their episodes begin alike (and, in a world of chance, draw the same chance for as long as
/// they do the same).
///
/// Which environment lives how many of the episodes is settled beforehand, since the first episodes to end are the short
/// ones and would mislead. An environment that has lived its share waits for the others: it is stepped on without use,
/// and these steps are counted as well.
///
/// Interruptible and resumable as a [Collector] is.
public final class EpisodeCollector implements Resumable {
    private static final int ROOM = 64;

    private final VectorEnvironment environment;
    private final int episodes;
    private final int groupSize;
    private final NumpyRandom random;
    private final Recorder recorder;
    private final EpisodeTracker tracker;
    private final int[] left; // episodes that each environment has still to live
    private final int[] used; // steps of each environment that count
    private final boolean[] living;
    private boolean begun;

    /// @param episodes  of each collection, dealt out to the environments in turn
    /// @param groupSize how many environments side by side begin alike; a divisor of their number
    /// @param random    the source of reset seeds, of this collector alone
    public EpisodeCollector(VectorEnvironment environment, int episodes, int groupSize, NumpyRandom random) {
        if (environment.count() % groupSize != 0) {
            throw new IllegalArgumentException("environment.num_envs=" + environment.count()
                    + " does not divide into groups of algorithm.group_size=" + groupSize
                    + ", whose episodes begin alike. Make num_envs " + groupSize + " or a multiple of it.");
        }
        this.environment = environment;
        this.episodes = episodes;
        this.groupSize = groupSize;
        this.random = random;
        recorder = new Recorder(environment, ROOM);
        tracker = new EpisodeTracker(environment.count());
        left = new int[environment.count()];
        used = new int[environment.count()];
        living = new boolean[environment.count()];
    }

    /// Environment steps taken so far, by all environments together, those without use included.
    public long steps() {
        return tracker.steps();
    }

    /// The episodes that ended since the last call, those without use left out.
    public List<Episode> takeEpisodes() {
        return tracker.take();
    }

    /// Lives the episodes.
    ///
    /// @throws TrainingInterrupted if the thread is interrupted; its flag stays set
    public Trajectories collect(Actor actor) {
        if (!begun) {
            begin();
        }
        while (someoneLives()) {
            recorder.step(actor);
            note();
        }
        begun = false;
        return Trajectories.of(recorder.rollout(), used, groupSize);
    }

    private void begin() {
        int count = environment.count();
        long[] seeds = new long[count];
        for (int e = 0; e < count; e++) {
            seeds[e] = e % groupSize == 0 ? random.nextLong(1L << 31) : seeds[e - 1]; // training seeds are below 2³¹
            left[e] = episodes / count + (e < episodes % count ? 1 : 0);
        }
        Arrays.fill(used, 0);
        environment.reset(seeds);
        recorder.clear();
        begun = true;
    }

    private boolean someoneLives() {
        boolean someone = false;
        for (int e = 0; e < left.length; e++) {
            living[e] = left[e] > 0;
            someone |= living[e];
        }
        return someone;
    }

    private void note() {
        tracker.track(environment, living);
        for (int e = 0; e < left.length; e++) {
            if (living[e]) {
                used[e]++;
                left[e] -= environment.terminated()[e] || environment.truncated()[e] ? 1 : 0;
            }
        }
    }

    @Override
    public void save(StateWriter to) {
        to.part("random", random);
        to.part("episodes", tracker);
        to.flag("begun", begun);
        to.ints("left", left);
        to.ints("used", used);
        recorder.save(to);
    }

    @Override
    public void load(StateReader from) {
        from.part("random", random);
        from.part("episodes", tracker);
        begun = from.flag("begun");
        System.arraycopy(from.ints("left"), 0, left, 0, left.length);
        System.arraycopy(from.ints("used"), 0, used, 0, used.length);
        recorder.load(from);
    }
}
