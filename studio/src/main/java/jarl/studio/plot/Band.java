package jarl.studio.plot;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/// Several seeds as one: their mean and the band around it, over the places that all of them have reached.
///
/// @param mean the mean of the seeds
/// @param low  the band's lower end at the same places
/// @param high its upper end
record Band(Series mean, double[] low, double[] high) {
    /// @param seeds one or more; values between their places lie on straight lines
    /// @param most  places, where the seeds' own are more or differ; at least 2
    /// @throws IllegalArgumentException if there is no place that all seeds have reached
    static Band over(List<Series> seeds, Spread spread, int most) {
        if (seeds.size() == 1) {
            Series only = seeds.getFirst();
            return new Band(only, only.y(), only.y());
        }
        double[] places = places(seeds, most);
        double[] mean = new double[places.length];
        double[] low = new double[places.length];
        double[] high = new double[places.length];
        for (int i = 0; i < places.length; i++) {
            double place = places[i];
            double[] values = seeds.stream().mapToDouble(seed -> seed.at(place)).toArray();
            double[] ends = spread.around(values);
            mean[i] = Arrays.stream(values).average().orElseThrow();
            low[i] = ends[0];
            high[i] = ends[1];
        }
        return new Band(new Series(places, mean), low, high);
    }

    /// For a logarithmic axis, which has no place for zero: the band ends at its lowest mean that is above it.
    Band positive() {
        double least = Arrays.stream(mean.y()).filter(y -> y > 0).min().orElse(Double.MIN_NORMAL);
        return new Band(mean, Arrays.stream(low).map(y -> y > 0 ? y : least).toArray(), high);
    }

    /// Once around the band: along its upper end, back along its lower.
    Series outline() {
        int n = mean.size();
        double[] x = Arrays.copyOf(mean.x(), 2 * n);
        double[] y = Arrays.copyOf(high, 2 * n);
        for (int i = 0; i < n; i++) {
            x[2 * n - 1 - i] = mean.x()[i];
            y[2 * n - 1 - i] = low[i];
        }
        return new Series(x, y);
    }

    /// The seeds' own places where they agree and are few; else evenly spread ones.
    private static double[] places(List<Series> seeds, int most) {
        double[] own = seeds.getFirst().x();
        if (own.length <= most && seeds.stream().allMatch(seed -> Arrays.equals(seed.x(), own))) {
            return own;
        }
        double from = seeds.stream().mapToDouble(Series::first).max().orElseThrow();
        double to = seeds.stream().mapToDouble(Series::last).min().orElseThrow();
        if (from > to) {
            throw new IllegalArgumentException("The seeds share no place: one begins at %s, where another has ended "
                    .formatted(from) + "at %s. Plot them as runs of their own.".formatted(to));
        }
        return IntStream.range(0, most).mapToDouble(i -> from + (to - from) * i / (most - 1)).toArray();
    }
}
