package jarl.evaluation;

import jarl.env.NumpyRandom;
import java.util.Arrays;

/// A confidence interval.
public record Interval(double low, double high) {
    private static final int RESAMPLES = 2000;
    private static final double Z = 1.959963984540054; // 97.5 % of a normal distribution lie below

    /// The 95 % percentile bootstrap interval of the mean, over 2000 resamples drawn with a fixed seed.
    ///
    /// @see <a href="https://doi.org/10.1201/9780429246593">Efron and Tibshirani (1993), chapter 13</a>
    public static Interval ofMean(double[] values) {
        if (values.length == 0) {
            throw new IllegalArgumentException("No values, so no mean");
        }
        var random = NumpyRandom.seeded(0);
        double[] means = new double[RESAMPLES];
        for (int r = 0; r < RESAMPLES; r++) {
            double sum = 0;
            for (int i = 0; i < values.length; i++) {
                sum += values[random.nextInt(values.length)];
            }
            means[r] = sum / values.length;
        }
        Arrays.sort(means);
        return new Interval(means[(int) (0.025 * RESAMPLES)], means[(int) (0.975 * RESAMPLES) - 1]);
    }

    /// The 95 % interval of a share of successes: within [0, 1] and honest for few trials.
    ///
    /// @param trials at least 1
    /// @see <a href="https://doi.org/10.1080/01621459.1927.10502953">Wilson (1927)</a>
    public static Interval wilson(int successes, int trials) {
        if (trials < 1 || successes < 0 || successes > trials) {
            throw new IllegalArgumentException("There are no " + successes + " successes in " + trials + " trials");
        }
        double n = trials;
        double share = successes / n;
        double scale = 1 + Z * Z / n;
        double middle = (share + Z * Z / (2 * n)) / scale;
        double half = Z / scale * Math.sqrt(share * (1 - share) / n + Z * Z / (4 * n * n));
        return new Interval(
                successes == 0 ? 0 : middle - half, // exactly, whatever the rounding
                successes == trials ? 1 : middle + half);
    }

    /// The middle 95 % of values, between neighbours on a straight line (numpy's `percentile`).
    ///
    /// @param sorted ascending, at least one
    static Interval middle95(double[] sorted) {
        return new Interval(percentile(sorted, 0.025), percentile(sorted, 0.975));
    }

    private static double percentile(double[] sorted, double share) {
        double place = share * (sorted.length - 1);
        int below = (int) place;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }
}
