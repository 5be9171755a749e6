package jarl.evaluation;

import jarl.env.NumpyRandom;
import java.util.Arrays;

/// A confidence interval.
public record Interval(double low, double high) {
    private static final int RESAMPLES = 2000;

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
}
