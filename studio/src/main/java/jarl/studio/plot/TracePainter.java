package jarl.studio.plot;

import com.fasterxml.jackson.databind.JsonNode;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Draws the traces of a figure inside its axes: lines, markers, filled areas, bars with intervals, heat maps.
final class TracePainter {
    private static final double BAR = 0.8;                   // of the room that a bar could take

    private final JsonNode data;
    private final JsonNode layout;
    private final Scale x;
    private final Scale y;

    TracePainter(JsonNode figure, Scale x, Scale y) {
        this.data = figure.path("data");
        this.layout = figure.path("layout");
        this.x = x;
        this.y = y;
    }

    /// Whether this class knows how to draw a trace.
    static boolean knows(JsonNode trace) {
        return switch (type(trace)) {
            case "scatter", "bar", "heatmap" -> true;
            default -> false;
        };
    }

    /// Widens the axes so that every trace is seen, and settles them.
    void measure() {
        boolean cells = false;
        for (JsonNode trace : data) {
            switch (type(trace)) {
                case "scatter" -> measureScatter(trace);
                case "bar" -> measureBars(trace);
                case "heatmap" -> {
                    measureCells(trace);
                    cells = true;
                }
                default -> { }
            }
        }
        x.settle(cells || !anyMarkers() ? 0 : 0.03);
        y.settle(cells ? 0 : 0.05);
    }

    void paint(Graphics2D graphics, Rectangle2D area) {
        for (int i = 0; i < data.size(); i++) {
            JsonNode trace = data.get(i);
            Color colour = colour(trace, i);
            switch (type(trace)) {
                case "scatter" -> paintScatter(graphics, area, trace, colour, i == 0 ? null : data.get(i - 1));
                case "bar" -> paintBars(graphics, area, trace, colour, i);
                case "heatmap" -> paintCells(graphics, area, trace);
                default -> { }
            }
        }
    }

    /// The colour that stands for a trace, in the plot and in the legend.
    Color colour(JsonNode trace, int index) {
        JsonNode colours = layout.path("colorway");
        String own = colours.isEmpty() ? "" : colours.get(index % colours.size()).asText();
        for (JsonNode place : new JsonNode[] {trace.path("line"), trace.path("marker")}) {
            if (place.path("color").isTextual()) {
                own = place.path("color").asText();
                break;
            }
        }
        return Colour.faded(Colour.of(own), trace.path("opacity").asDouble(1));
    }

    static BasicStroke stroke(JsonNode trace) {
        float width = (float) trace.path("line").path("width").asDouble(2);
        float[] dash = switch (trace.path("line").path("dash").asText()) {
            case "dash" -> new float[] {9, 6};
            case "dot" -> new float[] {2, 4};
            case "longdash" -> new float[] {14, 7};
            case "dashdot", "longdashdot" -> new float[] {10, 5, 2, 5};
            default -> null;
        };
        return new BasicStroke(width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, dash, 0);
    }

    static boolean hasLines(JsonNode trace) {
        return trace.path("mode").asText("lines").contains("lines") && trace.path("line").path("width").asDouble(2) > 0;
    }

    static boolean hasMarkers(JsonNode trace) {
        return trace.path("mode").asText("lines").contains("markers");
    }

    private static String type(JsonNode trace) {
        return trace.path("type").asText("scatter");
    }

    private boolean anyMarkers() {
        for (JsonNode trace : data) {
            if (type(trace).equals("scatter") && hasMarkers(trace)) {
                return true;
            }
        }
        return false;
    }

    // --- lines, markers, areas

    private void measureScatter(JsonNode trace) {
        double[] xs = x.numbers(trace.path("x"));
        double[] ys = y.numbers(trace.path("y"));
        for (int i = 0; i < Math.min(xs.length, ys.length); i++) {
            if (Double.isFinite(ys[i])) {
                x.include(xs[i]);
                y.include(ys[i]);
                y.include(ys[i] - minus(trace, i));
                y.include(ys[i] + plus(trace, i));
            }
        }
        if (trace.path("fill").asText().equals("tozeroy")) {
            y.includeZero();
        }
    }

    private void paintScatter(Graphics2D graphics, Rectangle2D area, JsonNode trace, Color colour,
                              @Nullable JsonNode before) {
        double[] xs = pixels(x.numbers(trace.path("x")), x, area, false);
        double[] ys = pixels(y.numbers(trace.path("y")), y, area, true);
        fill(graphics, area, trace, colour, xs, ys, before);
        graphics.setColor(colour);
        if (hasLines(trace)) {
            graphics.setStroke(stroke(trace));
            graphics.draw(line(xs, ys));
        }
        for (int i = 0; i < Math.min(xs.length, ys.length); i++) {
            if (Double.isFinite(xs[i]) && Double.isFinite(ys[i])) {
                interval(graphics, area, trace, i, xs[i], false);
                if (hasMarkers(trace)) {
                    double size = trace.path("marker").path("size").asDouble(6);
                    graphics.fill(new Ellipse2D.Double(xs[i] - size / 2, ys[i] - size / 2, size, size));
                }
            }
        }
    }

    private void fill(Graphics2D graphics, Rectangle2D area, JsonNode trace, Color colour, double[] xs, double[] ys,
                      @Nullable JsonNode before) {
        String fill = trace.path("fill").asText("none");
        Path2D outline = line(xs, ys);
        if (fill.equals("none") || outline.getCurrentPoint() == null) {
            return;
        }
        if (fill.equals("tozeroy")) {
            double zero = pixel(y.number(0), y, area, true);
            outline.lineTo(xs[xs.length - 1], zero);
            outline.lineTo(xs[0], zero);
        } else if (fill.equals("tonexty") && before != null) {
            double[] beforeX = pixels(x.numbers(before.path("x")), x, area, false);
            double[] beforeY = pixels(y.numbers(before.path("y")), y, area, true);
            for (int i = beforeX.length - 1; i >= 0; i--) {
                outline.lineTo(beforeX[i], beforeY[i]);
            }
        }
        outline.closePath();
        JsonNode own = trace.path("fillcolor");
        graphics.setColor(own.isTextual() ? Colour.of(own.asText()) : Colour.faded(colour, 0.5));
        graphics.fill(outline);
    }

    /// A line that is broken where a value is missing.
    private static Path2D line(double[] xs, double[] ys) {
        var line = new Path2D.Double();
        boolean broken = true;
        for (int i = 0; i < Math.min(xs.length, ys.length); i++) {
            if (!Double.isFinite(xs[i]) || !Double.isFinite(ys[i])) {
                broken = true;
            } else if (broken) {
                line.moveTo(xs[i], ys[i]);
                broken = false;
            } else {
                line.lineTo(xs[i], ys[i]);
            }
        }
        return line;
    }

    // --- bars

    private void measureBars(JsonNode trace) {
        boolean lying = lying(trace);
        Scale along = lying ? y : x;
        Scale value = lying ? x : y;
        double[] places = along.numbers(trace.path(lying ? "y" : "x"));
        double[] values = value.numbers(trace.path(lying ? "x" : "y"));
        double width = room(trace, places);
        for (int i = 0; i < Math.min(places.length, values.length); i++) {
            along.include(places[i] - width / 2);
            along.include(places[i] + width / 2);
            value.include(values[i]);
            value.include(values[i] - minus(trace, i));
            value.include(values[i] + plus(trace, i));
        }
        value.includeZero();
    }

    private void paintBars(Graphics2D graphics, Rectangle2D area, JsonNode trace, Color colour, int index) {
        boolean lying = lying(trace);
        Scale along = lying ? y : x;
        Scale value = lying ? x : y;
        double[] places = along.numbers(trace.path(lying ? "y" : "x"));
        double[] values = value.numbers(trace.path(lying ? "x" : "y"));
        int groups = layout.path("barmode").asText("group").equals("group") ? bars(data.size()) : 1;
        int group = groups == 1 ? 0 : bars(index);
        double bar = (trace.has("width") ? 1 : BAR) * room(trace, places) / groups;
        double opacity = trace.path("marker").path("opacity").asDouble(1);
        double zero = pixel(value.number(0), value, area, !lying);
        for (int i = 0; i < Math.min(places.length, values.length); i++) {
            if (!Double.isFinite(values[i])) {
                continue;
            }
            double from = places[i] + bar * (group - groups / 2.0);
            double a = pixel(from, along, area, lying);
            double b = pixel(from + bar, along, area, lying);
            double end = pixel(values[i], value, area, !lying);
            graphics.setColor(Colour.faded(colour, opacity));
            graphics.fill(lying ? box(zero, a, end, b) : box(a, zero, b, end));
            graphics.setColor(Colour.of(trace.path(errors(trace)).path("color").asText("#444444")));
            interval(graphics, area, trace, i, (a + b) / 2, lying);
        }
    }

    private static boolean lying(JsonNode trace) {
        return trace.path("orientation").asText().equals("h");
    }

    /// Bar traces among the first `end`.
    private int bars(int end) {
        int bars = 0;
        for (int i = 0; i < end; i++) {
            bars += type(data.get(i)).equals("bar") ? 1 : 0;
        }
        return bars;
    }

    /// The distance between neighbouring bars, in the axis's numbers.
    private static double room(JsonNode trace, double[] places) {
        if (trace.path("width").isNumber()) {
            return trace.path("width").asDouble();
        }
        double[] sorted = places.clone();
        Arrays.sort(sorted);
        double room = Double.POSITIVE_INFINITY;
        for (int i = 1; i < sorted.length; i++) {
            if (sorted[i] > sorted[i - 1]) {
                room = Math.min(room, sorted[i] - sorted[i - 1]);
            }
        }
        return Double.isFinite(room) ? room : 1;
    }

    // --- intervals around values

    private static String errors(JsonNode trace) {
        return lying(trace) ? "error_x" : "error_y";
    }

    private static double plus(JsonNode trace, int i) {
        return trace.path(errors(trace)).path("array").path(i).asDouble(0);
    }

    private static double minus(JsonNode trace, int i) {
        JsonNode below = trace.path(errors(trace)).path("arrayminus");
        return below.isArray() ? below.path(i).asDouble(0) : plus(trace, i);
    }

    private void interval(Graphics2D graphics, Rectangle2D area, JsonNode trace, int i, double at, boolean lying) {
        if (!trace.has(errors(trace))) {
            return;
        }
        Scale value = lying ? x : y;
        double middle = value.number(trace.path(lying ? "x" : "y").path(i));
        double from = pixel(middle - minus(trace, i), value, area, !lying);
        double to = pixel(middle + plus(trace, i), value, area, !lying);
        graphics.setStroke(new BasicStroke(1.5f));
        double[][] strokes = {{at, from, at, to}, {at - 4, from, at + 4, from}, {at - 4, to, at + 4, to}};
        for (double[] ends : strokes) {
            graphics.draw(lying ? new Line2D.Double(ends[1], ends[0], ends[3], ends[2])
                    : new Line2D.Double(ends[0], ends[1], ends[2], ends[3]));
        }
    }

    // --- heat maps

    /// The lowest and highest value of a heat map.
    static double[] extent(JsonNode trace) {
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (JsonNode row : trace.path("z")) {
            for (JsonNode cell : row) {
                if (cell.isNumber()) {
                    low = Math.min(low, cell.asDouble());
                    high = Math.max(high, cell.asDouble());
                }
            }
        }
        low = trace.path("zmin").asDouble(low);
        high = trace.path("zmax").asDouble(high);
        return low <= high ? new double[] {low, high} : new double[] {0, 1};
    }

    private void measureCells(JsonNode trace) {
        for (double edge : edges(x.numbers(trace.path("x")))) {
            x.include(edge);
        }
        for (double edge : edges(y.numbers(trace.path("y")))) {
            y.include(edge);
        }
    }

    private void paintCells(Graphics2D graphics, Rectangle2D area, JsonNode trace) {
        double[] columns = pixels(edges(x.numbers(trace.path("x"))), x, area, false);
        double[] rows = pixels(edges(y.numbers(trace.path("y"))), y, area, true);
        double[] extent = extent(trace);
        Object smooth = graphics.getRenderingHint(RenderingHints.KEY_ANTIALIASING);
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_OFF); // no seams
        for (int row = 0; row < rows.length - 1; row++) {
            for (int column = 0; column < columns.length - 1; column++) {
                JsonNode cell = trace.path("z").path(row).path(column);
                if (cell.isNumber()) {
                    double share = (cell.asDouble() - extent[0]) / Math.max(extent[1] - extent[0], 1e-300);
                    graphics.setColor(Colour.on(trace.path("colorscale"), share));
                    graphics.fill(box(columns[column], rows[row], columns[column + 1], rows[row + 1]));
                }
            }
        }
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, smooth);
    }

    /// Cells end half way between their middles.
    private static double[] edges(double[] middles) {
        int n = middles.length;
        if (n < 2) {
            return n == 0 ? middles : new double[] {middles[0] - 0.5, middles[0] + 0.5};
        }
        double[] edges = new double[n + 1];
        for (int i = 1; i < n; i++) {
            edges[i] = (middles[i - 1] + middles[i]) / 2;
        }
        edges[0] = middles[0] - (edges[1] - middles[0]);
        edges[n] = middles[n - 1] + (middles[n - 1] - edges[n - 1]);
        return edges;
    }

    // --- from the axes' numbers to pixels

    private static double[] pixels(double[] numbers, Scale scale, Rectangle2D area, boolean upright) {
        double[] pixels = new double[numbers.length];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = pixel(numbers[i], scale, area, upright);
        }
        return pixels;
    }

    static double pixel(double number, Scale scale, Rectangle2D area, boolean upright) {
        double share = scale.share(number);
        return upright ? area.getMaxY() - share * area.getHeight() : area.getMinX() + share * area.getWidth();
    }

    private static Rectangle2D box(double x1, double y1, double x2, double y2) {
        return new Rectangle2D.Double(Math.min(x1, x2), Math.min(y1, y2), Math.abs(x2 - x1), Math.abs(y2 - y1));
    }
}
