package jarl.studio.plot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.jspecify.annotations.Nullable;

/// A figure as a PNG, drawn with Java2D from the same JSON that plotly.js draws: title, axes, grid, traces, legend.
///
/// On white, so that it can be read on a dark page too. Needs fonts, but no screen.
final class StillPicture {
    static final int WIDTH = 800;                            // nominal pixels
    private static final double SCALE = 1.5;                 // drawn finer, for screens that are
    static final Color INK = new Color(0x222222);
    private static final Color AXIS = new Color(0x666666);
    private static final Color GRID = new Color(0xE6E6E6);
    private static final int COLOUR_BAR = 80;                // room beside a heat map
    private static final int BAR = 16;                       // width of the bar itself

    private final JsonNode figure;
    private final JsonNode layout;
    private final int height;
    private final BufferedImage image;
    private final Graphics2D graphics;
    private final Font font;
    private final Scale x;
    private final Scale y;
    private final TracePainter painter;

    private StillPicture(ObjectNode figure) {
        this.figure = figure;
        layout = figure.path("layout");
        height = layout.path("height").asInt(450);
        image = new BufferedImage((int) (WIDTH * SCALE), (int) (height * SCALE), BufferedImage.TYPE_INT_RGB);
        graphics = image.createGraphics();
        font = new Font(Font.SANS_SERIF, Font.PLAIN, layout.path("font").path("size").asInt(13));
        x = new Scale(layout.path("xaxis"));
        y = new Scale(layout.path("yaxis"));
        painter = new TracePainter(figure, x, y);
    }

    /// Whether this machine has fonts.
    static boolean possible() {
        return Fonts.PRESENT;
    }

    static byte[] png(ObjectNode figure) {
        if (!possible()) {
            throw new IllegalStateException("This machine has no fonts to draw a picture with. Install fontconfig and "
                    + "a font, on Debian: apt-get install fontconfig fonts-dejavu-core");
        }
        return encode(Palette.reduced(new StillPicture(figure).draw()));
    }

    private BufferedImage draw() {
        graphics.scale(SCALE, SCALE);
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, WIDTH, height);
        graphics.setFont(font);

        painter.measure();
        var legend = new Legend(figure, painter, graphics, WIDTH);
        List<Tick> up = y.ticks(6);
        Rectangle2D area = area(up, legend);

        axes(area, x.ticks((int) (area.getWidth() / 90)), up);
        var clip = graphics.getClip();
        graphics.clip(area);
        painter.paint(graphics, area);
        graphics.setClip(clip);
        frame(area);
        titles(area);
        unknown(area);
        colourBar(area);
        legend.paint(area, area.getMaxX() + (heatMap() == null ? 16 : COLOUR_BAR + 16), height);
        graphics.dispose();
        return image;
    }

    // --- room

    private Rectangle2D area(List<Tick> up, Legend legend) {
        double left = 24 + widest(up.stream().map(Tick::label).toList());
        left += text(layout.path("yaxis")).isEmpty() ? 0 : 24;
        double right = 24 + legend.width() + (heatMap() == null ? 0 : COLOUR_BAR);
        double top = text(layout).isEmpty() ? 20 : subtitle().isEmpty() ? 50 : 70;
        double bottom = 34 + moreLines() + (text(layout.path("xaxis")).isEmpty() ? 0 : 22) + legend.height();
        return new Rectangle2D.Double(left, top, WIDTH - left - right, height - top - bottom);
    }

    /// Room for names in several lines beneath the axis.
    private double moreLines() {
        int most = x.ticks(100).stream().mapToInt(tick -> lines(tick).size()).max().orElse(1);
        return (most - 1) * graphics.getFontMetrics().getHeight();
    }

    private static List<String> lines(Tick tick) {
        return List.of(tick.label().split(TablesawJson.BREAK, -1));
    }

    private double widest(List<String> texts) {
        return texts.stream().mapToDouble(this::width).max().orElse(0);
    }

    private double width(String text) {
        return graphics.getFontMetrics().getStringBounds(text, graphics).getWidth();
    }

    // --- axes

    private void axes(Rectangle2D area, List<Tick> across, List<Tick> up) {
        FontMetrics metrics = graphics.getFontMetrics();
        graphics.setStroke(new BasicStroke(1));
        double free = Double.NEGATIVE_INFINITY;              // labels that would touch are left out
        for (Tick tick : across) {
            double at = TracePainter.pixel(tick.at(), x, area, false);
            grid(at, area.getMinY(), at, area.getMaxY(), at, area.getMaxY() + 5);
            double width = widest(lines(tick));
            if (at - width / 2 > free) {
                double baseline = area.getMaxY() + 7 + metrics.getAscent();
                for (String line : lines(tick)) {
                    write(line, at - width(line) / 2, baseline);
                    baseline += metrics.getHeight();
                }
                free = at + width / 2 + 6;
            }
        }
        for (Tick tick : up) {
            double at = TracePainter.pixel(tick.at(), y, area, true);
            grid(area.getMinX(), at, area.getMaxX(), at, area.getMinX() - 5, at);
            write(tick.label(), area.getMinX() - 9 - width(tick.label()), at + metrics.getAscent() * 0.36);
        }
    }

    private void grid(double x1, double y1, double x2, double y2, double tickX, double tickY) {
        graphics.setColor(GRID);
        graphics.draw(new Line2D.Double(x1, y1, x2, y2));
        graphics.setColor(AXIS);
        graphics.draw(new Line2D.Double(x1, y1 == y2 ? y1 : y2, tickX, tickY));
    }

    private void frame(Rectangle2D area) {
        graphics.setColor(AXIS);
        graphics.setStroke(new BasicStroke(1));
        graphics.draw(new Line2D.Double(area.getMinX(), area.getMinY(), area.getMinX(), area.getMaxY()));
        graphics.draw(new Line2D.Double(area.getMinX(), area.getMaxY(), area.getMaxX(), area.getMaxY()));
    }

    private void titles(Rectangle2D area) {
        graphics.setFont(font.deriveFont(Font.PLAIN, font.getSize() * 1.3f));
        write(text(layout), 14, 30);
        graphics.setFont(font);
        write(subtitle(), 14, 50);
        String across = text(layout.path("xaxis"));
        write(across, area.getCenterX() - width(across) / 2, area.getMaxY() + 44 + moreLines());
        String up = text(layout.path("yaxis"));
        AffineTransform upright = graphics.getTransform();
        graphics.rotate(-Math.PI / 2);
        write(up, -area.getCenterY() - width(up) / 2, 22);
        graphics.setTransform(upright);
    }

    /// A trace that is not drawn here is named, not left out in silence.
    private void unknown(Rectangle2D area) {
        var kinds = new ArrayList<String>();
        for (JsonNode trace : figure.path("data")) {
            if (!TracePainter.knows(trace)) {
                kinds.add(trace.path("type").asText());
            }
        }
        if (!kinds.isEmpty()) {
            write("Drawn in the interactive figure only: " + String.join(", ", kinds),
                    area.getMinX() + 12, area.getMinY() + 22);
        }
    }

    private String subtitle() {
        return TablesawJson.plain(layout.path("title").path("subtitle").path("text").asText(""));
    }

    /// @param owner a layout or an axis
    private static String text(JsonNode owner) {
        return TablesawJson.plain(owner.path("title").path("text").asText(""));
    }

    private void write(String text, double left, double baseline) {
        graphics.setColor(INK);
        graphics.drawString(text, (float) left, (float) baseline);
    }

    // --- colour bar of a heat map

    private @Nullable JsonNode heatMap() {
        for (JsonNode trace : figure.path("data")) {
            if (trace.path("type").asText().equals("heatmap") && trace.path("showscale").asBoolean(true)) {
                return trace;
            }
        }
        return null;
    }

    private void colourBar(Rectangle2D area) {
        JsonNode map = heatMap();
        if (map == null) {
            return;
        }
        double left = area.getMaxX() + 16;
        double[] extent = TracePainter.extent(map);
        for (int row = 0; row < area.getHeight(); row++) {
            graphics.setColor(Colour.on(map.path("colorscale"), 1 - row / area.getHeight()));
            graphics.fill(new Rectangle2D.Double(left, area.getMinY() + row, BAR, Math.min(1, area.getHeight() - row)));
        }
        var scale = new Scale(layout.path("none"));
        scale.include(extent[0]);
        scale.include(extent[1]);
        scale.settle(0);
        for (Tick tick : scale.ticks(6)) {
            double at = TracePainter.pixel(tick.at(), scale, area, true);
            write(tick.label(), left + BAR + 6, at + font.getSize() * 0.36);
        }
        String title = text(map.path("colorbar"));
        write(title, Math.min(left, WIDTH - 8 - width(title)), area.getMinY() - 10);
    }

    // --- PNG

    private static byte[] encode(BufferedImage image) {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("png").next();
        var bytes = new ByteArrayOutputStream();
        try (var out = new MemoryCacheImageOutputStream(bytes)) {
            ImageWriteParam param = writer.getDefaultWriteParam();
            param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            param.setCompressionQuality(0.3f);               // lossless all the same: small and quick
            writer.setOutput(out);
            writer.write(null, new IIOImage(image, null, null), param);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write a PNG into memory", e);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    /// Asked once: without a font the first call fails in ways that differ by platform.
    private static final class Fonts {
        static final boolean PRESENT = present();

        private static boolean present() {
            try {
                var graphics = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB).createGraphics();
                return graphics.getFontMetrics().stringWidth("0") > 0;
            } catch (RuntimeException | Error e) {
                return false;
            }
        }
    }
}
