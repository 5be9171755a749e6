package jarl.config;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A number that may change over a run's progress, which goes from 0 to 1.
///
/// Written as a number, `linear:FROM:TO`, `exponential:FROM:TO`, or a map from progress to value, between whose points
/// the value is linear.
public sealed interface Schedule {
    /// The value at this progress; before 0 and after 1 as there.
    double exactly(double progress);

    /// The smallest value of the run.
    double least();

    /// The largest value of the run.
    double greatest();

    /// [#exactly] as a float.
    default float at(double progress) {
        return (float) exactly(progress);
    }

    record Constant(double value) implements Schedule {
        @Override
        public double exactly(double progress) {
            return value;
        }

        @Override
        public double least() {
            return value;
        }

        @Override
        public double greatest() {
            return value;
        }

        @Override
        public String toString() {
            return Text.number(value);
        }
    }

    record Linear(double from, double to) implements Schedule {
        @Override
        public double exactly(double progress) {
            double p = Math.clamp(progress, 0.0, 1.0);
            return from * (1 - p) + to * p;
        }

        @Override
        public double least() {
            return Math.min(from, to);
        }

        @Override
        public double greatest() {
            return Math.max(from, to);
        }

        @Override
        public String toString() {
            return "linear:" + Text.number(from) + ":" + Text.number(to);
        }
    }

    /// FROM · (TO / FROM)^progress: equal factors over equal progress.
    record Exponential(double from, double to) implements Schedule {
        public Exponential {
            if (!(from * to > 0)) {
                throw new IllegalArgumentException("exponential:" + Text.number(from) + ":" + Text.number(to)
                        + " cannot be: both ends must be above 0, or both below");
            }
        }

        @Override
        public double exactly(double progress) {
            double p = Math.clamp(progress, 0.0, 1.0);
            return p == 1 ? to : from * Math.pow(to / from, p);
        }

        @Override
        public double least() {
            return Math.min(from, to);
        }

        @Override
        public double greatest() {
            return Math.max(from, to);
        }

        @Override
        public String toString() {
            return "exponential:" + Text.number(from) + ":" + Text.number(to);
        }
    }

    /// Linear between points; before the first and after the last as there.
    ///
    /// @param points progress → value, at least one; progress in [0, 1]
    record Piecewise(SortedMap<Double, Double> points) implements Schedule {
        public Piecewise {
            if (points.isEmpty()) {
                throw new IllegalArgumentException("a schedule by points needs a point");
            }
            if (points.firstKey() < 0 || points.lastKey() > 1) {
                throw new IllegalArgumentException("a schedule's progress goes from 0 to 1");
            }
            points = Collections.unmodifiableSortedMap(new TreeMap<>(points));
        }

        @Override
        public double exactly(double progress) {
            List<Map.Entry<Double, Double>> all = new ArrayList<>(points.entrySet());
            if (progress <= all.getFirst().getKey()) {
                return all.getFirst().getValue();
            }
            for (int i = 1; i < all.size(); i++) {
                double end = all.get(i).getKey();
                if (progress <= end) {
                    double start = all.get(i - 1).getKey();
                    double p = (progress - start) / (end - start);
                    return all.get(i - 1).getValue() * (1 - p) + all.get(i).getValue() * p;
                }
            }
            return all.getLast().getValue();
        }

        @Override
        public double least() {
            return Collections.min(points.values());
        }

        @Override
        public double greatest() {
            return Collections.max(points.values());
        }

        @Override
        public String toString() {
            return points.entrySet().stream()
                    .map(point -> Text.number(point.getKey()) + ": " + Text.number(point.getValue()))
                    .collect(Collectors.joining(", ", "{", "}"));
        }
    }

    static Schedule constant(double value) {
        return new Constant(value);
    }

    static Schedule linear(double from, double to) {
        return new Linear(from, to);
    }

    static Schedule exponential(double from, double to) {
        return new Exponential(from, to);
    }

    /// Reads what a config holds: a number, text, or a map.
    ///
    /// @throws IllegalArgumentException if it is no schedule
    static Schedule of(@Nullable Object written) {
        return switch (written) {
            case Number number -> constant(number.doubleValue());
            case String text -> ofText(text.strip());
            case Map<?, ?> map -> ofPoints(map);
            case null, default -> throw unreadable(Text.of(written));
        };
    }

    private static Schedule ofText(String text) {
        List<String> parts = List.of(text.split(":", -1));
        if (parts.size() == 1) {
            return constant(number(text, text));
        }
        if (parts.size() == 3 && parts.getFirst().equals("linear")) {
            return linear(number(parts.get(1), text), number(parts.get(2), text));
        }
        if (parts.size() == 3 && parts.getFirst().equals("exponential")) {
            return exponential(number(parts.get(1), text), number(parts.get(2), text));
        }
        throw unreadable(text);
    }

    private static Schedule ofPoints(Map<?, ?> map) {
        SortedMap<Double, Double> points = new TreeMap<>();
        map.forEach((progress, value) -> points.put(number(progress, map), number(value, map)));
        return new Piecewise(points);
    }

    private static double number(@Nullable Object value, Object whole) {
        Double number =
                value instanceof Number given ? (Double) given.doubleValue() : Numbers.real(String.valueOf(value));
        if (number == null || !Double.isFinite(number)) {
            throw unreadable(Text.of(whole));
        }
        return number;
    }

    private static IllegalArgumentException unreadable(String written) {
        return new IllegalArgumentException("\"" + written + "\" is no schedule; write a number, linear:FROM:TO, "
                + "exponential:FROM:TO, or a map from progress to value");
    }
}
