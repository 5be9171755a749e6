package jarl.evaluation;

import jarl.env.NumpyRandom;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// An option of a world that is varied when a policy is judged: `pole_length: {train: [0.4, 0.6], test: [0.3, 0.7]}`.
///
/// @param option of the world
/// @param train  lowest and highest value within which the policy should be at home
/// @param test   lowest and highest value that is tried at all; holds `train`
/// @param whole  whether only whole numbers are drawn
public record Axis(String option, Range train, Range test, boolean whole) {
    private static final int ATTEMPTS = 1000;

    /// Both ends belong to it.
    public record Range(double low, double high) {
        public Range {
            if (!(low <= high) || Double.isInfinite(low) || Double.isInfinite(high)) {
                throw new IllegalArgumentException("A range goes from a number to one that is not lower, not from " + low
                        + " to " + high);
            }
        }

        boolean holds(double value) {
            return value >= low && value <= high;
        }
    }

    /// Where a world lies in relation to the ranges.
    public enum Region {
        /// As it was trained in.
        IN_DISTRIBUTION,
        /// Every option within its range of training.
        INTERPOLATION,
        /// At least one option beyond.
        EXTRAPOLATION
    }

    public Axis {
        if (!test.holds(train.low) || !test.holds(train.high) || test.equals(train)) {
            throw new IllegalArgumentException("The range to test " + option + " in must hold the one of training and go"
                    + " beyond it; " + test + " and " + train + " do not");
        }
    }

    /// The options of one world in a region.
    ///
    /// @param seed of the drawing; the same seed gives the same world
    public static Map<String, Object> draw(List<Axis> axes, Region region, long seed) {
        var random = NumpyRandom.seeded(seed);
        return switch (region) {
            case IN_DISTRIBUTION -> Map.of();
            case INTERPOLATION -> drawOnce(axes, false, random);
            case EXTRAPOLATION -> {
                Map<String, Object> world = drawOnce(axes, true, random);
                for (int i = 0; isAtHome(axes, world); i++) {
                    if (i == ATTEMPTS) {
                        throw new IllegalArgumentException("Nothing lies beyond the ranges of training: widen test");
                    }
                    world = drawOnce(axes, true, random);
                }
                yield world;
            }
        };
    }

    private static Map<String, Object> drawOnce(List<Axis> axes, boolean beyond, NumpyRandom random) {
        Map<String, Object> world = new LinkedHashMap<>();
        axes.forEach(axis -> world.put(axis.option, axis.value(beyond ? axis.test : axis.train, random)));
        return world;
    }

    private Object value(Range range, NumpyRandom random) {
        return whole
                ? (Object) (long) Math.min(range.high, Math.floor(range.low + random.nextDouble() * (range.high - range.low + 1)))
                : (Object) (range.low + random.nextDouble() * (range.high - range.low));
    }

    private static boolean isAtHome(List<Axis> axes, Map<String, Object> world) {
        return axes.stream().allMatch(axis -> world.get(axis.option) instanceof Number value
                && axis.train.holds(value.doubleValue()));
    }
}
