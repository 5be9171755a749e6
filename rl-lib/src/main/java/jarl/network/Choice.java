package jarl.network;

import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// One categorical variable: `n` columns of logits, read a row at a time.
///
/// Its sums run in double precision, one column after the other, so they are exact to rounding and always the same.
final class Choice {
    private final int column;
    private final int n;
    private final int maskOffset;
    private final int maskStride;
    private final double[] logProb;
    private final double[] prob;

    /// @param maskOffset of its first flag in the mask of a row
    /// @param maskStride flags in the mask of a row
    Choice(int column, int n, int maskOffset, int maskStride) {
        Columns.require(column, n);
        this.column = column;
        this.n = n;
        this.maskOffset = maskOffset;
        this.maskStride = maskStride;
        logProb = new double[n];
        prob = new double[n];
    }

    /// Makes `row` the current one: its log-probabilities are reckoned here.
    void at(int row, Rows y, boolean @Nullable [] masks) {
        int start = row * y.width() + column;
        double greatest = Double.NEGATIVE_INFINITY;
        for (int c = 0; c < n; c++) {
            logProb[c] = allowed(masks, row, c) ? y.data()[start + c] : Double.NEGATIVE_INFINITY;
            greatest = Math.max(greatest, logProb[c]);
        }
        double sum = 0;
        for (int c = 0; c < n; c++) {
            prob[c] = logProb[c] == greatest ? 1 : Math.exp(logProb[c] - greatest); // exp(0), but sooner
            sum += prob[c];
        }
        double normalizer = greatest + Math.log(sum);
        if (!(Math.abs(normalizer) < Double.POSITIVE_INFINITY)) {
            throw noDistribution(row, y, masks);
        }
        for (int c = 0; c < n; c++) {
            logProb[c] -= normalizer;
            prob[c] /= sum;
        }
    }

    private boolean allowed(boolean @Nullable [] masks, int row, int c) {
        return masks == null || masks[row * maskStride + maskOffset + c];
    }

    private IllegalStateException noDistribution(int row, Rows y, boolean @Nullable [] masks) {
        boolean any = false;
        for (int c = 0; c < n; c++) {
            any |= allowed(masks, row, c);
        }
        return new IllegalStateException(
                any
                        ? "The policy's outputs in row " + row + " are no distribution (the first is "
                                + y.at(row, column) + "): the training has diverged; try a smaller learning rate"
                        : "All " + n + " choices of row " + row + " are forbidden by its mask");
    }

    int sample(RandomGenerator random) {
        double left = random.nextDouble();
        int last = 0;
        for (int c = 0; c < n; c++) {
            if (prob[c] > 0) {
                last = c;
                left -= prob[c];
                if (left < 0) {
                    return c;
                }
            }
        }
        return last; // the probabilities' sum was a rounding error below 1
    }

    int mode() {
        int best = 0;
        for (int c = 1; c < n; c++) {
            if (logProb[c] > logProb[best]) {
                best = c;
            }
        }
        return best;
    }

    double logProb(int choice) {
        return logProb[choice];
    }

    double entropy() {
        double entropy = 0;
        for (int c = 0; c < n; c++) {
            if (prob[c] > 0) {
                entropy -= prob[c] * logProb[c];
            }
        }
        return entropy;
    }

    /// Adds what the two weights put on the logits: ∂log π(a)/∂z = 1ₐ − p and ∂H/∂z = −p (log p + H).
    void pull(int row, int choice, double onLogProb, double onEntropy, Rows dy) {
        int start = row * dy.width() + column;
        double entropy = onEntropy == 0 ? 0 : entropy();
        for (int c = 0; c < n; c++) {
            double gradient = onLogProb * ((c == choice ? 1 : 0) - prob[c]);
            if (prob[c] > 0) {
                gradient -= onEntropy * prob[c] * (logProb[c] + entropy);
            }
            dy.data()[start + c] += (float) gradient;
        }
    }
}
