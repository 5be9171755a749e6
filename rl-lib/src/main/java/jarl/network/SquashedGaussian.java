package jarl.network;

import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// A diagonal Gaussian squashed into (−1, 1)ⁿ: a = tanh(u), u = μ + σε. First the n columns of μ, then the n columns of
/// log σ, which is held within [−20, 2] (beyond, its gradient is 0). Scaling to an environment's bounds is for whoever
/// steps it.
///
/// There is no closed entropy: [#read] gives −log π(a|s), an unbiased estimate from the one action, and [#pull] takes
/// no weight on the entropy. A learner that follows the action's own path through the critic (soft actor-critic) uses
/// [#draw], [#readDrawn] and [#pullDrawn], which keep the noise ε, so that nothing is lost near ±1.
///
/// @see <a href="https://arxiv.org/abs/1801.01290">Haarnoja et al. (2018), appendix C</a>
public final class SquashedGaussian implements Head {
    private static final double LEAST_LOG_STD = -20;
    private static final double GREATEST_LOG_STD = 2;
    private static final double LOG_TWO = Math.log(2);
    private static final float GREATEST_ACTION = Math.nextDown(1f);

    private final int column;
    private final int n;

    /// @param column first column of μ; log σ begins at `column + n`
    /// @param n      dimensions of an action
    public SquashedGaussian(int column, int n) {
        Columns.require(column, n);
        this.column = column;
        this.n = n;
    }

    @Override
    public int width() {
        return 2 * n;
    }

    @Override
    public int actionWidth() {
        return n;
    }

    @Override
    public void sample(Rows y, boolean @Nullable [] masks, RandomGenerator[] random, Rows actions) {
        for (int row = 0; row < y.count(); row++) {
            for (int i = 0; i < n; i++) {
                actions.data()[row * actions.width() + i] = squash(y, row, i, random[row].nextGaussian());
            }
        }
    }

    /// Draws one action a row, and hands out the noise it was made of.
    ///
    /// @param noise   taken by ε, `[count, actionWidth()]`
    /// @param actions taken by tanh(μ + σε), `[count, actionWidth()]`
    public void draw(Rows y, RandomGenerator[] random, Rows noise, Rows actions) {
        for (int row = 0; row < y.count(); row++) {
            for (int i = 0; i < n; i++) {
                float epsilon = (float) random[row].nextGaussian();
                noise.data()[row * noise.width() + i] = epsilon;
                actions.data()[row * actions.width() + i] = squash(y, row, i, epsilon);
            }
        }
    }

    private float squash(Rows y, int row, int i, double epsilon) {
        double u = mean(y, row, i) + Math.exp(logStd(y, row, i)) * epsilon;
        if (Double.isNaN(u)) {
            throw Gaussian.noDistribution(row);
        }
        return (float) tanh(u);
    }

    /// tanh(μ), the middle of the distribution in the sense of the median.
    @Override
    public void mode(Rows y, boolean @Nullable [] masks, Rows actions) {
        for (int row = 0; row < y.count(); row++) {
            for (int i = 0; i < n; i++) {
                actions.data()[row * actions.width() + i] = (float) tanh(mean(y, row, i));
            }
        }
    }

    @Override
    public void read(Rows y, boolean @Nullable [] masks, Rows actions, Outputs into) {
        for (int row = 0; row < y.count(); row++) {
            double logProb = 0;
            for (int i = 0; i < n; i++) {
                double u = unsquash(actions.at(row, i));
                double logStd = logStd(y, row, i);
                logProb += logProb((u - mean(y, row, i)) * Math.exp(-logStd), logStd, u);
            }
            into.logProb(row, (float) logProb);
            into.entropy(row, (float) -logProb);
        }
    }

    /// log π of the actions that [#draw] made of this noise, with −log π as the estimate of the entropy.
    public void readDrawn(Rows y, Rows noise, Outputs into) {
        for (int row = 0; row < y.count(); row++) {
            double logProb = 0;
            for (int i = 0; i < n; i++) {
                double logStd = logStd(y, row, i);
                double epsilon = noise.at(row, i);
                logProb += logProb(epsilon, logStd, mean(y, row, i) + Math.exp(logStd) * epsilon);
            }
            into.logProb(row, (float) logProb);
            into.entropy(row, (float) -logProb);
        }
    }

    /// The action stands still: ∂log π/∂μ = z/σ, ∂log π/∂log σ = z² − 1.
    ///
    /// @throws IllegalArgumentException if there is a weight on the entropy
    @Override
    public void pull(Rows y, boolean @Nullable [] masks, Rows actions, Weights weights, Rows dy) {
        for (int row = 0; row < y.count(); row++) {
            if (weights.entropy(row) != 0) {
                throw new IllegalArgumentException("A squashed Gaussian's entropy has no closed form to weigh; "
                        + "weigh log π with pullDrawn instead");
            }
            for (int i = 0; i < n; i++) {
                double inverseStd = Math.exp(-logStd(y, row, i));
                double z = (unsquash(actions.at(row, i)) - mean(y, row, i)) * inverseStd;
                add(y, row, i, weights.logProb(row) * z * inverseStd, weights.logProb(row) * (z * z - 1), dy);
            }
        }
    }

    /// The action moves with μ and σ while its noise stands still (the reparametrization): the gradient of a loss that
    /// weighs log π(a|s) and depends on the action itself.
    ///
    /// @param weights  ∂L/∂log π of each row; the others are not read
    /// @param onAction ∂L/∂a by other ways than log π, say through a critic, `[count, actionWidth()]`
    public void pullDrawn(Rows y, Rows noise, Weights weights, Rows onAction, Rows dy) {
        for (int row = 0; row < y.count(); row++) {
            double onLogProb = weights.logProb(row);
            for (int i = 0; i < n; i++) {
                double step = Math.exp(logStd(y, row, i)) * noise.at(row, i);
                double action = tanh(mean(y, row, i) + step);
                double onMean = 2 * onLogProb * action + onAction.at(row, i) * (1 - action * action);
                add(y, row, i, onMean, onMean * step - onLogProb, dy);
            }
        }
    }

    private void add(Rows y, int row, int i, double onMean, double onLogStd, Rows dy) {
        int start = row * dy.width() + column + i;
        float raw = y.at(row, column + n + i);
        dy.data()[start] += (float) onMean;
        if (raw >= LEAST_LOG_STD && raw <= GREATEST_LOG_STD) {
            dy.data()[start + n] += (float) onLogStd;
        }
    }

    /// log N(z)/σ minus log |da/du|, where log(1 − tanh²u) = 2 (log 2 − u − log(1 + e⁻²ᵘ)) loses no digits.
    private static double logProb(double z, double logStd, double u) {
        double magnitude = Math.abs(u); // the term is even in u
        double logSlope = 2 * (LOG_TWO - magnitude - Math.log1p(Math.exp(-2 * magnitude)));
        return -0.5 * z * z - logStd - Gaussian.HALF_LOG_TWO_PI - logSlope;
    }

    /// By `expm1` alone, which is plain Java: its bits do not depend on who compiled it.
    private static double tanh(double u) {
        double fall = Math.expm1(-2 * Math.abs(u));
        return Math.copySign(fall / (2 + fall), u);
    }

    private static double unsquash(float action) {
        double inside = Math.clamp(action, -GREATEST_ACTION, GREATEST_ACTION);
        return 0.5 * (Math.log1p(inside) - Math.log1p(-inside));
    }

    private double mean(Rows y, int row, int i) {
        return y.at(row, column + i);
    }

    private double logStd(Rows y, int row, int i) {
        return Math.clamp(y.at(row, column + n + i), LEAST_LOG_STD, GREATEST_LOG_STD);
    }
}
