package jarl.env;

import jarl.state.StateException;
import jarl.state.StateReader;
import jarl.state.StateWriter;
import java.util.Arrays;

/// Rewards over the running standard deviation of the discounted return, clipped; the mean stays in:
/// Stable-Baselines3's `VecNormalize(norm_reward=True)`. For learning only; an evaluation does without it.
public final class NormalizedRewards extends VectorWrapper {
    private static final double EPSILON = 1e-8;

    private final double discount;
    private final float clip;
    private final RunningStatistics statistics = new RunningStatistics(1);
    private final double[] returns;
    private final float[] rewards;

    /// Begins without statistics.
    ///
    /// @param discount γ of the learner, in [0, 1]
    /// @param clip     largest normalised reward, positive; 10 is usual
    public NormalizedRewards(VectorEnvironment inner, double discount, double clip) {
        super(inner);
        if (!(discount >= 0 && discount <= 1) || !(clip > 0)) {
            throw new IllegalArgumentException(
                    "gamma lies in [0, 1] and clip is positive, but they are " + discount + " and " + clip);
        }
        this.discount = discount;
        this.clip = (float) clip;
        returns = new double[inner.count()];
        rewards = new float[inner.count()];
    }

    @Override
    public void reset(long[] seeds) {
        inner().reset(seeds);
        Arrays.fill(returns, 0);
        Arrays.fill(rewards, 0);
    }

    @Override
    public void step(float[] actions) {
        inner().step(actions);
        float[] raw = inner().rewards();
        for (int i = 0; i < returns.length; i++) {
            returns[i] = returns[i] * discount + raw[i];
        }
        statistics.add(returns);
        double deviation = Math.sqrt(statistics.variance(0) + EPSILON);
        for (int i = 0; i < returns.length; i++) {
            rewards[i] = (float) Math.clamp(raw[i] / deviation, -clip, clip);
            if (terminated()[i] || truncated()[i]) {
                returns[i] = 0;
            }
        }
    }

    @Override
    public float[] rewards() {
        return rewards;
    }

    /// Of the discounted returns.
    public RunningStatistics statistics() {
        return statistics;
    }

    @Override
    public void save(StateWriter to) {
        super.save(to);
        to.part("statistics", statistics);
        to.doubles("returns", returns);
    }

    @Override
    public void load(StateReader from) {
        super.load(from);
        statistics.load(from.at("statistics"));
        double[] saved = from.doubles("returns");
        if (saved.length != returns.length) {
            throw new StateException(saved.length + " returns were saved, but " + returns.length + " are kept here");
        }
        System.arraycopy(saved, 0, returns, 0, saved.length);
    }
}
