package jarl.env;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// An option of a world that is varied: `g: {train: [8.0, 12.0], test: [5.0, 15.0]}`.
///
/// @param option of the world
/// @param train  lowest and highest value that a policy is trained with, or should be at home with
/// @param test   lowest and highest value that is tried at all; holds `train` and goes beyond it
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

    /// Axes as a config declares them, by option. Ranges whose four ends are whole numbers give whole numbers.
    ///
    /// @throws IllegalArgumentException if one is not two ranges
    public static List<Axis> of(Map<String, ? extends @Nullable Object> declared) {
        List<Axis> axes = new ArrayList<>();
        declared.forEach((option, ranges) -> axes.add(of(option, ranges)));
        return axes;
    }

    private static Axis of(String option, @Nullable Object ranges) {
        if (ranges instanceof Map<?, ?> map && map.keySet().equals(Set.of("train", "test"))
                && map.get("train") instanceof List<?> train && map.get("test") instanceof List<?> test) {
            List<?> ends = Stream.concat(train.stream(), test.stream()).toList();
            if (train.size() == 2 && test.size() == 2 && ends.stream().allMatch(end -> end instanceof Number)) {
                boolean whole = ends.stream().allMatch(end -> end instanceof Long || end instanceof Integer);
                return new Axis(option, range(train), range(test), whole);
            }
        }
        throw new IllegalArgumentException("How " + option + " is varied is said by two ranges: " + option
                + "={train: [0.4, 0.6], test: [0.3, 0.7]}, not by " + ranges);
    }

    private static Range range(List<?> ends) {
        return new Range(((Number) ends.getFirst()).doubleValue(), ((Number) ends.getLast()).doubleValue());
    }

    /// The options of one world in a region.
    ///
    /// @param seed of the drawing; the same seed gives the same world
    public static Map<String, Object> draw(List<Axis> axes, Region region, long seed) {
        var random = NumpyRandom.seeded(seed);
        return switch (region) {
            case IN_DISTRIBUTION -> Map.of(); // nothing differs
            case INTERPOLATION -> draw(axes, random);
            case EXTRAPOLATION -> {
                Map<String, Object> world = draw(axes, true, random);
                for (int i = 0; isAtHome(axes, world); i++) {
                    if (i == ATTEMPTS) {
                        throw new IllegalArgumentException("Nothing lies beyond the ranges of training: widen test");
                    }
                    world = draw(axes, true, random);
                }
                yield world;
            }
        };
    }

    /// The options of one world within the ranges of training.
    static Map<String, Object> draw(List<Axis> axes, RandomGenerator random) {
        return draw(axes, false, random);
    }

    private static Map<String, Object> draw(List<Axis> axes, boolean beyond, RandomGenerator random) {
        Map<String, Object> world = new LinkedHashMap<>();
        axes.forEach(axis -> world.put(axis.option, axis.value(beyond ? axis.test : axis.train, random)));
        return world;
    }

    private Object value(Range range, RandomGenerator random) {
        double drawn = random.nextDouble();
        return inKind(whole
                ? Math.min(range.high, Math.floor(range.low + drawn * (range.high - range.low + 1)))
                : range.low + drawn * (range.high - range.low));
    }

    /// A value as the world takes it.
    Object inKind(double value) {
        return whole ? (Object) (long) value : (Object) value;
    }

    /// The corners of the range to test, where an option that does not fit shows itself.
    public static List<Map<String, Object>> corners(List<Axis> axes) {
        Map<String, Object> low = new LinkedHashMap<>();
        Map<String, Object> high = new LinkedHashMap<>();
        for (Axis axis : axes) {
            low.put(axis.option, axis.inKind(axis.test.low));
            high.put(axis.option, axis.inKind(axis.test.high));
        }
        return List.of(low, high);
    }

    /// The world of the lowest values of training.
    static Map<String, Object> lowest(List<Axis> axes) {
        Map<String, Object> world = new LinkedHashMap<>();
        axes.forEach(axis -> world.put(axis.option, axis.inKind(axis.train.low)));
        return world;
    }

    private static boolean isAtHome(List<Axis> axes, Map<String, Object> world) {
        return axes.stream().allMatch(axis -> world.get(axis.option) instanceof Number value
                && axis.train.holds(value.doubleValue()));
    }
}
