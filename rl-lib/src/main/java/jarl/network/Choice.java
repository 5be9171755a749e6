package jarl.network;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// One categorical variable: `n` columns of logits, read a row at a time.
///
/// Its sums run in double precision, one column after the other, so they are exact to rounding and always the same. It
/// remembers the rows it read last, for a gradient asks for what was read just before.
final class Choice {
    /// Numbers remembered: enough for the rows that are best put through a network together.
    private static final int REMEMBERED = 4096;

    private final int column;
    private final int n;
    private final int maskOffset;
    private final int maskStride;
    private final int slots;
    private final double[] logits; // of the rows remembered, one slot each; −∞ where forbidden, NaN where none is yet
    private final double[] logProb;
    private final double[] prob;
    private int at; // where the current row's slot begins

    /// @param maskOffset of its first flag in the mask of a row
    /// @param maskStride flags in the mask of a row
    Choice(int column, int n, int maskOffset, int maskStride) {
        Columns.require(column, n);
        this.column = column;
        this.n = n;
        this.maskOffset = maskOffset;
        this.maskStride = maskStride;
        slots = Math.max(1, REMEMBERED / n);
        logits = new double[slots * n];
        Arrays.fill(logits, Double.NaN);
        logProb = new double[logits.length];
        prob = new double[logits.length];
    }

    /// Makes `row` the current one: its log-probabilities are reckoned here.
    void at(int row, Rows y, boolean @Nullable [] masks) {
        at = row % slots * n;
        if (!remembers(row, y, masks) && !reckon()) {
            throw noDistribution(row, y, masks);
        }
    }

    /// Writes the row's logits into its slot.
    ///
    /// @return whether they stood there already
    private boolean remembers(int row, Rows y, boolean @Nullable [] masks) {
        int start = row * y.width() + column;
        boolean same = true;
        for (int c = 0; c < n; c++) {
            double logit = allowed(masks, row, c) ? y.data()[start + c] : Double.NEGATIVE_INFINITY;
            same &= logits[at + c] == logit;
            logits[at + c] = logit;
        }
        return same;
    }

    /// @return false: the logits are those of no distribution, and their slot is empty again
    private boolean reckon() {
        double greatest = Double.NEGATIVE_INFINITY;
        for (int c = at; c < at + n; c++) {
            greatest = Math.max(greatest, logits[c]);
        }
        double sum = 0;
        for (int c = at; c < at + n; c++) {
            prob[c] = logits[c] == greatest ? 1 : Math.exp(logits[c] - greatest); // exp(0), but sooner
            sum += prob[c];
        }
        double normalizer = greatest + Math.log(sum);
        if (!(Math.abs(normalizer) < Double.POSITIVE_INFINITY)) {
            logits[at] = Double.NaN;
            return false;
        }
        for (int c = at; c < at + n; c++) {
            logProb[c] = logits[c] - normalizer;
            prob[c] /= sum;
        }
        return true;
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
            if (prob[at + c] > 0) {
                last = c;
                left -= prob[at + c];
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
            if (logits[at + c] > logits[at + best]) {
                best = c;
            }
        }
        return best;
    }

    double logProb(int choice) {
        return logProb[at + choice];
    }

    double entropy() {
        double entropy = 0;
        for (int c = at; c < at + n; c++) {
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
            double p = prob[at + c];
            double gradient = onLogProb * ((c == choice ? 1 : 0) - p);
            if (p > 0) {
                gradient -= onEntropy * p * (logProb[at + c] + entropy);
            }
            dy.data()[start + c] += (float) gradient;
        }
    }
}
