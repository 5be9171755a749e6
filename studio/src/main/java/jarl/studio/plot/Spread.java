package jarl.studio.plot;

import java.util.Arrays;
import java.util.stream.DoubleStream;

/// What the band around a mean over seeds shows.
public enum Spread {
    /// The mean plus and minus one standard deviation of the seeds (divided by n − 1).
    DEVIATION("± 1 standard deviation"),
    /// From the lowest seed to the highest.
    RANGE("lowest to highest");

    private final String words;

    Spread(String words) {
        this.words = words;
    }

    String words() {
        return words;
    }

    /// The band's lower and upper end.
    ///
    /// @param values one of each seed; at least one
    double[] around(double[] values) {
        return switch (this) {
            case RANGE -> new double[] {Arrays.stream(values).min().orElseThrow(),
                    Arrays.stream(values).max().orElseThrow()};
            case DEVIATION -> {
                double mean = Arrays.stream(values).average().orElseThrow();
                double squares = DoubleStream.of(values).map(v -> (v - mean) * (v - mean)).sum();
                double deviation = Math.sqrt(squares / Math.max(1, values.length - 1));
                yield new double[] {mean - deviation, mean + deviation};
            }
        };
    }
}
