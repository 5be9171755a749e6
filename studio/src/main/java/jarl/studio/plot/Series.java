package jarl.studio.plot;

import java.util.Arrays;

/// One line: values over places.
///
/// @param x places; never falling, but for the outline of a band
/// @param y the value at each place; no NaN
record Series(double[] x, double[] y) {
    Series {
        if (x.length != y.length) {
            throw new IllegalArgumentException("%d places for %d values".formatted(x.length, y.length));
        }
    }

    int size() {
        return x.length;
    }

    double first() {
        return x[0];
    }

    double last() {
        return x[x.length - 1];
    }

    /// The last point alone.
    Series end() {
        return pick(new int[] {size() - 1});
    }

    /// Each value replaced by the mean of itself and those just before it.
    ///
    /// @param window values in a mean, at least 1; the first means are of fewer
    Series smoothed(int window) {
        if (window == 1) {
            return this;
        }
        double[] means = new double[y.length];
        for (int i = 0; i < y.length; i++) {
            int from = Math.max(0, i - window + 1);
            means[i] = Arrays.stream(y, from, i + 1).sum() / (i + 1 - from);
        }
        return new Series(x, means);
    }

    /// At most `points` points that look the same: of each stretch the lowest and the highest, so that no spike is
    /// lost; and both ends.
    ///
    /// @param points at least 4
    Series thinned(int points) {
        int n = size();
        if (n <= points) {
            return this;
        }
        int stretches = (points - 2) / 2;
        int[] kept = new int[2 * stretches + 2];
        int count = 1;                                       // kept[0] = 0, the first point
        for (int s = 0; s < stretches; s++) {
            int from = 1 + (int) ((n - 2L) * s / stretches);
            int to = 1 + (int) ((n - 2L) * (s + 1) / stretches);
            int low = from;
            int high = from;
            for (int i = from; i < to; i++) {
                low = y[i] < y[low] ? i : low;
                high = y[i] > y[high] ? i : high;
            }
            kept[count++] = Math.min(low, high);
            if (low != high) {
                kept[count++] = Math.max(low, high);
            }
        }
        kept[count++] = n - 1;
        return pick(Arrays.copyOf(kept, count));
    }

    /// The value at a place, on the straight line between its neighbours; beyond an end, the value there.
    double at(double place) {
        int found = Arrays.binarySearch(x, place);
        if (found >= 0) {
            return y[found];
        }
        int right = -found - 1;
        if (right == 0 || right == x.length) {
            return y[Math.max(right - 1, 0)];
        }
        double share = (place - x[right - 1]) / (x[right] - x[right - 1]);
        return y[right - 1] + share * (y[right] - y[right - 1]);
    }

    private Series pick(int[] rows) {
        return new Series(Arrays.stream(rows).mapToDouble(i -> x[i]).toArray(),
                Arrays.stream(rows).mapToDouble(i -> y[i]).toArray());
    }
}
