package jarl.studio.plot;

import java.util.Arrays;
import java.util.List;

/// Several seeds as one: their mean and the band around it, over the places that all of them have reached.
///
/// @param mean the mean of the seeds
/// @param low  the band's lower end at the same places
/// @param high its upper end
record Band(Series mean, double[] low, double[] high) {
    private static final int PLACES = 400;

    /// @param seeds one or more; values between their places lie on straight lines
    /// @throws IllegalArgumentException if there is no place that all seeds have reached
    static Band over(List<Series> seeds, Spread spread) {
        if (seeds.size() == 1) {
            Series only = seeds.getFirst();
            return new Band(only, only.y(), only.y());
        }
        double[] places = places(seeds);
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
    private static double[] places(List<Series> seeds) {
        double[] own = seeds.getFirst().x();
        if (own.length <= PLACES && seeds.stream().allMatch(seed -> Arrays.equals(seed.x(), own))) {
            return own;
        }
        double from = seeds.stream().mapToDouble(Series::first).max().orElseThrow();
        double to = seeds.stream().mapToDouble(Series::last).min().orElseThrow();
        if (from > to) {
            throw new IllegalArgumentException("The seeds share no place: one begins at %s, where another has ended "
                    .formatted(from) + "at %s. Plot them as runs of their own.".formatted(to));
        }
        double[] places = new double[PLACES];
        for (int i = 0; i < PLACES; i++) {
            places[i] = from + (to - from) * i / (PLACES - 1);
        }
        return places;
    }
}
