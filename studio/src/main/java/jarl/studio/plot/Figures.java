package jarl.studio.plot;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.DoubleBinaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import tech.tablesaw.plotly.components.Axis;
import tech.tablesaw.plotly.components.Layout;
import tech.tablesaw.plotly.components.Line;
import tech.tablesaw.plotly.components.Marker;
import tech.tablesaw.plotly.traces.BarTrace;
import tech.tablesaw.plotly.traces.HeatmapTrace;

/// Figures of numbers that are no curve: distributions, comparisons, maps over two dimensions, paths.
///
/// All take plain arrays. For anything else build a figure with Tablesaw and show it by [Figure#of].
public final class Figures {
    private static final double SEEN_THROUGH = 0.6;          // opacity where something lies behind or upon

    private static final int LINE = 18;                      // letters of a name before it is broken

    private Figures() {}

    /// A value with the interval it is sure to lie in.
    ///
    /// @param low  the interval's lower end, at most `value`
    /// @param high its upper end, at least `value`
    public record Estimate(double value, double low, double high) {
        public Estimate {
            if (!(low <= value && value <= high)) {
                throw new IllegalArgumentException("The interval from %s to %s does not hold %s. Give the ends "
                        .formatted(low, high, value) + "themselves, not their distances from the value.");
            }
        }
    }

    /// How often values occur. All names share the bins: round widths, about as many as the square root of the values.
    ///
    /// @param samples values by name; NaN is left out
    public static Figure histogram(Labels labels, Map<String, double[]> samples) {
        Map<String, double[]> named = new TreeMap<>(new NaturalOrder());
        samples.forEach((name, values) -> named.put(name, Arrays.stream(values).filter(Double::isFinite).toArray()));
        Bins bins = Bins.over(named.values());
        var sketch = new Sketch();
        int index = 0;
        for (var sample : named.entrySet()) {
            Marker marker = marker(index++, named.size() == 1 ? 1 : SEEN_THROUGH);
            bars(sketch, sample.getKey(), bins.middles(), bins.counts(sample.getValue()), marker)
                    .put("width", bins.width());
        }
        Layout layout = layout(labels).barMode(Layout.BarMode.OVERLAY).build();
        return sketch.figure(layout, title(labels) + "histogram of " + named.entrySet().stream()
                .map(sample -> describe(sample.getKey(), sample.getValue())).collect(Collectors.joining("; ")));
    }

    /// Values side by side.
    ///
    /// @param values by name, drawn in the order given; as how often each action is taken
    public static Figure bars(Labels labels, Map<String, Double> values) {
        var sketch = new Sketch();
        bars(sketch, "", names(values), values.values().stream().mapToDouble(v -> v).toArray(), marker(0, 1));
        return sketch.figure(layout(labels).build(), title(labels) + values.entrySet().stream()
                .map(entry -> entry.getKey() + " " + Words.number(entry.getValue())).collect(Collectors.joining("; ")));
    }

    /// Values side by side, each with its interval.
    ///
    /// @param estimates by name, drawn in the order given
    public static Figure comparison(Labels labels, Map<String, Estimate> estimates) {
        List<Estimate> ordered = List.copyOf(estimates.values());
        var sketch = new Sketch();
        double[] values = ordered.stream().mapToDouble(Estimate::value).toArray();
        ObjectNode bars = bars(sketch, "", names(estimates), values, marker(0, SEEN_THROUGH));
        ObjectNode error = bars.putObject("error_y").put("type", "data").put("color", Style.NEUTRAL);
        numbers(error.putArray("array"), ordered.stream().mapToDouble(e -> e.high - e.value).toArray());
        numbers(error.putArray("arrayminus"), ordered.stream().mapToDouble(e -> e.value - e.low).toArray());
        return sketch.figure(layout(labels).build(), title(labels) + estimates.entrySet().stream()
                .map(entry -> "%s %s (%s to %s)".formatted(entry.getKey(), Words.number(entry.getValue().value),
                        Words.number(entry.getValue().low), Words.number(entry.getValue().high)))
                .collect(Collectors.joining("; ")));
    }

    /// A map over two dimensions, as what a policy does or a critic expects over two parts of an observation.
    ///
    /// @param shows what the colours show, with its unit
    /// @param x     places along the lying axis, rising
    /// @param y     places along the upright axis, rising
    /// @param z     values, shape `[y.length][x.length]`; NaN stays empty
    public static Figure heatMap(Labels labels, String shows, double[] x, double[] y, double[][] z) {
        if (z.length != y.length || Arrays.stream(z).anyMatch(row -> row.length != x.length)) {
            throw new IllegalArgumentException("A map over %d × %d places needs %2$d rows of %1$d values."
                    .formatted(x.length, y.length));
        }
        var sketch = new Sketch();
        ObjectNode map = sketch.add(HeatmapTrace.builder(boxed(x), boxed(y), z).build());
        map.putObject("colorbar").putObject("title").put("text", TablesawJson.text(shows));
        var range = Arrays.stream(z).flatMapToDouble(Arrays::stream).filter(Double::isFinite).summaryStatistics();
        String summary = "%s from %s to %s over %s from %s to %s and %s from %s to %s".formatted(
                shows, Words.number(range.getMin()), Words.number(range.getMax()),
                labels.x(), Words.number(x[0]), Words.number(x[x.length - 1]),
                labels.y(), Words.number(y[0]), Words.number(y[y.length - 1]));
        return sketch.figure(layout(labels).build(), title(labels) + summary);
    }

    /// A map of a function.
    ///
    /// @param x evenly spread places along the lying axis, see [#places]
    /// @param y evenly spread places along the upright axis
    public static Figure heatMap(Labels labels, String shows, double[] x, double[] y, DoubleBinaryOperator function) {
        double[][] z = Arrays.stream(y)
                .mapToObj(up -> Arrays.stream(x).map(across -> function.applyAsDouble(across, up)).toArray())
                .toArray(double[][]::new);
        return heatMap(labels, shows, x, y, z);
    }

    /// Evenly spread places from one end to the other, both included.
    ///
    /// @param count at least 2
    public static double[] places(double from, double to, int count) {
        return IntStream.range(0, count).mapToDouble(i -> from + (to - from) * i / (count - 1)).toArray();
    }

    /// Paths through two dimensions, as the trajectories of episodes; each ends in a dot.
    ///
    /// @param paths by name: x and y along the path, shape `[2][points]`
    public static Figure paths(Labels labels, Map<String, double[][]> paths) {
        return lines(labels, "paths of ", paths, true);
    }

    /// Values that hold until the next place, where they jump, as shares of a few runs do.
    ///
    /// @param steps by name: places, ascending, and the value from each on; shape `[2][places]`
    public static Figure steps(Labels labels, Map<String, double[][]> steps) {
        Map<String, double[][]> corners = new LinkedHashMap<>();
        steps.forEach((name, step) -> corners.put(name, corners(step[0], step[1])));
        return lines(labels, "steps of ", corners, false);
    }

    private static double[][] corners(double[] places, double[] values) {
        int count = 2 * places.length - 1;
        return new double[][] {
            IntStream.range(0, count).mapToDouble(i -> places[(i + 1) / 2]).toArray(),
            IntStream.range(0, count).mapToDouble(i -> values[i / 2]).toArray()
        };
    }

    private static Figure lines(Labels labels, String what, Map<String, double[][]> lines, boolean endInDots) {
        Map<String, double[][]> named = new TreeMap<>(new NaturalOrder());
        named.putAll(lines);
        var sketch = new Sketch();
        int index = 0;
        for (var each : named.entrySet()) {
            Series line = new Series(each.getValue()[0], each.getValue()[1]);
            String colour = Style.colour(index);
            sketch.line(each.getKey(), line, colour, 2, Style.dash(index++));
            if (endInDots) {
                sketch.line(each.getKey(), line.end(), colour, 2, Line.Dash.SOLID)
                        .put("mode", "markers").put("showlegend", false)
                        .putObject("marker").put("size", 8).put("color", colour);
            }
        }
        return sketch.figure(layout(labels).build(), title(labels) + what + named.entrySet().stream()
                .map(each -> "%s (%s points)".formatted(each.getKey(), Words.number(each.getValue()[0].length)))
                .collect(Collectors.joining("; ")));
    }

    private static ObjectNode bars(Sketch sketch, String name, Object[] places, double[] values, Marker marker) {
        return sketch.add(BarTrace.builder(places, values).name(Sketch.safe(name)).marker(marker).build());
    }

    /// @param opacity of the bars alone: what stands on them stays as it is
    private static Marker marker(int index, double opacity) {
        return Marker.builder().color(Style.colour(index)).opacity(opacity).build();
    }

    private static Layout.LayoutBuilder layout(Labels labels) {
        return Layout.builder().autosize(true).title(Sketch.safe(labels.title()))
                .xAxis(Axis.builder().title(Sketch.safe(labels.x())).build())
                .yAxis(Axis.builder().title(Sketch.safe(labels.y())).build());
    }

    private static String title(Labels labels) {
        return labels.title().isEmpty() ? "" : labels.title() + ": ";
    }

    private static String describe(String name, double[] values) {
        var all = Arrays.stream(values).summaryStatistics();
        return values.length == 0 ? name + ", no values" : "%s, %s values from %s to %s, mean %s".formatted(name,
                Words.number(values.length), Words.number(all.getMin()), Words.number(all.getMax()),
                Words.number(all.getAverage()));
    }

    private static Object[] names(Map<String, ?> named) {
        return named.keySet().stream().map(name -> TablesawJson.text(inLines(name)).replace("\n", TablesawJson.BREAK))
                .toArray();
    }

    /// Long names broken between words, so that neighbours do not touch.
    private static String inLines(String name) {
        var lines = new StringBuilder();
        int length = 0;
        for (String word : name.split(" ", -1)) {
            boolean fits = length + word.length() < LINE;
            lines.append(lines.isEmpty() ? "" : fits ? " " : "\n").append(word);
            length = fits ? length + word.length() + 1 : word.length();
        }
        return lines.toString();
    }

    private static Object[] boxed(double[] values) {
        return Arrays.stream(values).boxed().toArray();
    }

    private static void numbers(ArrayNode array, double[] values) {
        Arrays.stream(values).mapToObj(TablesawJson::number).forEach(array::add);
    }

    /// Bins of one round width.
    ///
    /// @param from the lower end of the first
    private record Bins(double from, double width, int count) {
        static Bins over(Iterable<double[]> samples) {
            var all = new ArrayList<Double>();
            samples.forEach(sample -> Arrays.stream(sample).forEach(all::add));
            if (all.isEmpty()) {
                throw new IllegalArgumentException("A histogram needs at least one value.");
            }
            double low = all.stream().mapToDouble(v -> v).min().orElseThrow();
            double high = all.stream().mapToDouble(v -> v).max().orElseThrow();
            double wanted = Math.clamp(Math.sqrt(all.size()), 5, 100);
            double width = high > low ? Tick.step((high - low) / wanted) : 1;
            double from = Math.floor(low / width) * width;
            return new Bins(from, width, (int) Math.floor((high - from) / width) + 1);
        }

        Object[] middles() {
            return IntStream.range(0, count).mapToObj(i -> from + (i + 0.5) * width).toArray();
        }

        double[] counts(double[] values) {
            double[] counts = new double[count];
            for (double value : values) {
                counts[Math.min(count - 1, (int) ((value - from) / width))]++;
            }
            return counts;
        }
    }
}
