package jarl.network;

import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// A diagonal Gaussian over ℝⁿ: first the n columns of μ, then the n columns of log σ. Actions are not clipped, neither
/// when they are drawn nor in log π. Masks are ignored: there is nothing to forbid.
public final class Gaussian implements Head {
    static final double HALF_LOG_TWO_PI = 0.5 * Math.log(2 * Math.PI);

    private final int column;
    private final int n;

    /// @param column first column of μ; log σ begins at `column + n`
    /// @param n      dimensions of an action
    public Gaussian(int column, int n) {
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
                double draw = mean(y, row, i) + Math.exp(logStd(y, row, i)) * random[row].nextGaussian();
                if (Double.isNaN(draw)) {
                    throw noDistribution(row);
                }
                actions.data()[row * actions.width() + i] = (float) draw;
            }
        }
    }

    static IllegalStateException noDistribution(int row) {
        return new IllegalStateException("The policy's outputs in row " + row
                + " are no distribution (NaN): the training has diverged; try a smaller learning rate");
    }

    @Override
    public void mode(Rows y, boolean @Nullable [] masks, Rows actions) {
        for (int row = 0; row < y.count(); row++) {
            System.arraycopy(y.data(), row * y.width() + column, actions.data(), row * actions.width(), n);
        }
    }

    @Override
    public void read(Rows y, boolean @Nullable [] masks, Rows actions, Outputs into) {
        for (int row = 0; row < y.count(); row++) {
            double logProb = 0;
            double entropy = 0;
            for (int i = 0; i < n; i++) {
                double logStd = logStd(y, row, i);
                double z = (actions.at(row, i) - mean(y, row, i)) * Math.exp(-logStd);
                logProb -= 0.5 * z * z + logStd + HALF_LOG_TWO_PI;
                entropy += 0.5 + HALF_LOG_TWO_PI + logStd;
            }
            into.logProb(row, (float) logProb);
            into.entropy(row, (float) entropy);
        }
    }

    /// ∂log π/∂μ = z/σ, ∂log π/∂log σ = z² − 1, ∂H/∂log σ = 1.
    @Override
    public void pull(Rows y, boolean @Nullable [] masks, Rows actions, Weights weights, Rows dy) {
        for (int row = 0; row < y.count(); row++) {
            int start = row * dy.width() + column;
            double onLogProb = weights.logProb(row);
            for (int i = 0; i < n; i++) {
                double inverseStd = Math.exp(-logStd(y, row, i));
                double z = (actions.at(row, i) - mean(y, row, i)) * inverseStd;
                dy.data()[start + i] += (float) (onLogProb * z * inverseStd);
                dy.data()[start + n + i] += (float) (onLogProb * (z * z - 1) + weights.entropy(row));
            }
        }
    }

    private double mean(Rows y, int row, int i) {
        return y.at(row, column + i);
    }

    private double logStd(Rows y, int row, int i) {
        return y.at(row, column + n + i);
    }
}
