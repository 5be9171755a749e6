package jarl.env;

import jarl.space.Box;
import jarl.space.Space;
import jarl.state.StateReader;
import jarl.state.StateWriter;
import java.util.Arrays;

/// Observations less their running mean, over their running standard deviation, clipped: Stable-Baselines3's
/// `VecNormalize(norm_obs=True)`. The statistics take in each batch before it is normalised; last observations of
/// episodes are normalised, but not taken in.
///
/// For evaluation [#frozen] normalises other environments by these statistics as they are at the time, unchanged.
public final class NormalizedObservations extends VectorWrapper {
    /// Added to a variance before its root, as Stable-Baselines3 does.
    public static final double EPSILON = 1e-8;

    private final RunningStatistics statistics;
    private final boolean learning;
    private final float clip;
    private final Box space;
    private final float[] observations;
    private final float[] finalObservations;

    /// Begins without statistics.
    ///
    /// @param clip largest normalised value, positive; 10 is usual
    public NormalizedObservations(VectorEnvironment inner, double clip) {
        this(inner, clip, new RunningStatistics(inner.observationSpace().width()), true);
    }

    private NormalizedObservations(
            VectorEnvironment inner, double clip, RunningStatistics statistics, boolean learning) {
        super(inner);
        if (!(inner.observationSpace() instanceof Box box)) {
            throw new IllegalArgumentException(inner.name() + " observes " + inner.observationSpace()
                    + "; only the numbers of a box can be normalised");
        }
        if (!(clip > 0)) {
            throw new IllegalArgumentException("clip is positive, not " + clip);
        }
        if (statistics.width() != box.width()) {
            throw new IllegalArgumentException(inner.name() + " observes " + box.width()
                    + " numbers, but the statistics are of "
                    + statistics.width());
        }
        this.clip = (float) clip;
        this.statistics = statistics;
        this.learning = learning;
        float[] high = new float[box.width()];
        float[] low = new float[box.width()];
        Arrays.fill(high, this.clip);
        Arrays.fill(low, -this.clip);
        space = new Box(box.shape(), low, high);
        observations = new float[inner.observations().length];
        finalObservations = new float[observations.length];
    }

    /// Other environments of the same kind, seen through these statistics, which they do not change.
    public VectorEnvironment frozen(VectorEnvironment others) {
        return new NormalizedObservations(others, clip, statistics, false);
    }

    /// Of the raw observations; an exported policy needs them.
    public RunningStatistics statistics() {
        return statistics;
    }

    /// Largest normalised value.
    public float clip() {
        return clip;
    }

    @Override
    public Space observationSpace() {
        return space;
    }

    @Override
    public void reset(long[] seeds) {
        inner().reset(seeds);
        observe();
    }

    @Override
    public void step(float[] actions) {
        inner().step(actions);
        observe();
        for (int i = 0; i < count(); i++) {
            if (terminated()[i] || truncated()[i]) {
                normalize(inner().finalObservations(), finalObservations, i);
            }
        }
    }

    private void observe() {
        if (learning) {
            statistics.add(inner().observations());
        }
        show();
    }

    private void show() {
        for (int i = 0; i < count(); i++) {
            normalize(inner().observations(), observations, i);
        }
    }

    private void normalize(float[] raw, float[] into, int i) {
        int width = statistics.width();
        for (int column = 0; column < width; column++) {
            int at = i * width + column;
            double distance = raw[at] - statistics.mean(column);
            into[at] = (float) Math.clamp(distance / Math.sqrt(statistics.variance(column) + EPSILON), -clip, clip);
        }
    }

    @Override
    public float[] observations() {
        return observations;
    }

    @Override
    public float[] finalObservations() {
        return finalObservations;
    }

    @Override
    public void save(StateWriter to) {
        super.save(to);
        if (learning) {
            to.part("statistics", statistics);
        }
    }

    @Override
    public void load(StateReader from) {
        super.load(from);
        if (learning) {
            statistics.load(from.at("statistics"));
        }
        show();
    }
}
