package jarl.studio.plot;

import com.fasterxml.jackson.databind.JsonNode;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;

/// The names of a still picture's traces, each beside a sample: in rows below the axes, or in a column beside them.
final class Legend {
    private static final int LINE = 20;                      // height of an entry
    private static final int SAMPLE = 28;                    // width of its sample
    private static final int GAP = 8;                        // between sample and name

    private final Graphics2D graphics;
    private final boolean beside;
    private final int pageWidth;
    private final List<Entry> entries = new ArrayList<>();
    private final List<List<Entry>> rows = new ArrayList<>();

    private record Entry(String name, JsonNode trace, Color colour) {}

    /// @param graphics with the font that names are written in
    Legend(JsonNode figure, TracePainter painter, Graphics2D graphics, int pageWidth) {
        this.graphics = graphics;
        this.pageWidth = pageWidth;
        JsonNode layout = figure.path("layout");
        beside = !layout.path("legend").path("orientation").asText().equals("h");
        for (int i = 0; i < figure.path("data").size(); i++) {
            JsonNode trace = figure.path("data").get(i);
            boolean named = trace.has("name") && trace.path("showlegend").asBoolean(true);
            if (named && layout.path("showlegend").asBoolean(true)) {
                String name = TablesawJson.plain(trace.path("name").asText());
                entries.add(new Entry(name, trace, painter.colour(trace, i)));
            }
        }
        fillRows();
    }

    /// Room needed below the axes.
    double height() {
        return beside || entries.isEmpty() ? 0 : 12 + LINE * rows.size();
    }

    /// Room needed beside the axes: at most a quarter of the page.
    double width() {
        double widest = entries.stream().mapToDouble(entry -> width(entry.name)).max().orElse(0);
        return beside && !entries.isEmpty() ? 20 + SAMPLE + Math.min(pageWidth / 4.0, widest) : 0;
    }

    /// @param area   of the axes
    /// @param right  where the column begins
    /// @param bottom of the page
    void paint(Rectangle2D area, double right, double bottom) {
        if (beside) {
            column(area, right);
        } else {
            below(area.getMinX(), bottom);
        }
    }

    private void fillRows() {
        double used = Double.POSITIVE_INFINITY;
        for (Entry entry : entries) {
            if (used + room(entry) > pageWidth - 80) {
                rows.add(new ArrayList<>());
                used = 0;
            }
            rows.getLast().add(entry);
            used += room(entry);
        }
    }

    private void below(double left, double bottom) {
        double middle = bottom - LINE * rows.size() + 4;
        for (List<Entry> row : rows) {
            double at = left;
            for (Entry entry : row) {
                paint(entry, at, middle, pageWidth - at - 14);
                at += room(entry);
            }
            middle += LINE;
        }
    }

    private void column(Rectangle2D area, double left) {
        int fit = (int) (area.getHeight() / LINE);
        for (int i = 0; i < Math.min(fit, entries.size()); i++) {
            double middle = area.getMinY() + LINE * (i + 0.5);
            if (i == fit - 1 && entries.size() > fit) {
                write("… and %d more".formatted(entries.size() - i), left, middle);
            } else {
                paint(entries.get(i), left, middle, pageWidth - left - 4);
            }
        }
    }

    private void paint(Entry entry, double left, double middle, double room) {
        JsonNode trace = entry.trace;
        graphics.setColor(entry.colour);
        boolean line = trace.path("type").asText("scatter").equals("scatter");
        if (!line || !trace.path("fill").asText("none").equals("none")) {
            JsonNode fill = trace.path("fillcolor");
            Color own = Colour.faded(entry.colour, trace.path("marker").path("opacity").asDouble(1));
            graphics.setColor(line && fill.isTextual() ? Colour.of(fill.asText()) : own);
            graphics.fill(new Rectangle2D.Double(left, middle - 5, SAMPLE, 10));
        } else if (TracePainter.hasLines(trace)) {
            graphics.setStroke(TracePainter.stroke(trace));
            graphics.draw(new Line2D.Double(left, middle, left + SAMPLE, middle));
        } else {
            graphics.fillOval((int) left + SAMPLE / 2 - 3, (int) middle - 3, 6, 6);
        }
        write(shortened(entry.name, room - SAMPLE - GAP), left + SAMPLE + GAP, middle);
    }

    private void write(String text, double left, double middle) {
        graphics.setColor(StillPicture.INK);
        graphics.drawString(text, (float) left, (float) (middle + graphics.getFont().getSize() * 0.36));
    }

    private String shortened(String text, double room) {
        String fits = text;
        while (fits.length() > 1 && width(fits) > room) {
            fits = fits.substring(0, fits.length() - 2) + "…";
        }
        return fits;
    }

    private double room(Entry entry) {
        return SAMPLE + GAP + width(entry.name) + 18;
    }

    private double width(String text) {
        return graphics.getFontMetrics().getStringBounds(text, graphics).getWidth();
    }
}
