package jarl.studio.plot;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jarl.kernel.display.DisplayBundle;
import jarl.kernel.display.Displayable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;

/// A picture of numbers that is interactive where it can be and a still picture everywhere else.
///
/// What is drawn is said once, as plotly's JSON; the interactive figure and the still picture are both made from it, so
/// they show the same. The same data give the same JSON, byte for byte.
///
/// Any figure of Tablesaw can be shown: `Figure.of(tablesawFigure, "what it shows")`.
public final class Figure implements Displayable {
    static final String PLOTLY = "application/vnd.plotly.v1+json";
    static final String PNG = "image/png";

    private static final JsonMapper JSON = new JsonMapper();

    private final ObjectNode json;
    private final String summary;

    Figure(ObjectNode json, String summary) {
        this.json = json;
        this.summary = summary.replaceAll("\\s+", " ").strip();
    }

    /// A figure of Tablesaw's.
    ///
    /// @param summary what it shows, in one line: the text form, and the picture's alternative text
    public static Figure of(tech.tablesaw.plotly.components.Figure source, String summary) {
        return new Figure(Style.dress(TablesawJson.read(source)), summary);
    }

    /// What is plotted, its range and its last value, in one line.
    public String summary() {
        return summary;
    }

    /// plotly's `{"data": […], "layout": {…}}`.
    public String json() {
        try {
            return JSON.writeValueAsString(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A tree of plain values is always JSON", e);
        }
    }

    /// The still picture, on white, half as fine again as its nominal size.
    ///
    /// @throws IllegalStateException if this machine has no fonts to draw with
    public byte[] png() {
        return StillPicture.png(json);
    }

    /// The first figure of a notebook carries plotly.js, see [PlotlyCarrier].
    @Override
    public DisplayBundle display() {
        return display(PlotlyCarrier.session().claim());
    }

    /// @param withPlotly whether the HTML carries plotly.js (600 KB)
    DisplayBundle display(boolean withPlotly) {
        String still = StillPicture.possible() ? Base64.getEncoder().encodeToString(png()) : "";
        DisplayBundle bundle = interactive(still, withPlotly ? FigureHtml.library() : "");
        return still.isEmpty() ? bundle : bundle.with(PNG, still);
    }

    /// Without the still picture, whose drawing takes a tenth of a second: for figures that are soon replaced.
    DisplayBundle passing() {
        return interactive("", "");
    }

    private DisplayBundle interactive(String still, String library) {
        return DisplayBundle.html(FigureHtml.figure(json(), still, summary) + library, summary)
                .with(PLOTLY, JSON.convertValue(json, Map.class));
    }

    /// Writes the figure to a file: `.html` as a page of its own, `.png` as a still picture, `.json` as plotly's JSON.
    ///
    /// @return `file`
    public Path save(Path file) {
        String name = file.getFileName().toString();
        try {
            return switch (name.substring(name.lastIndexOf('.') + 1)) {
                case "html" -> Files.writeString(file, FigureHtml.page(summary, display(true)));
                case "png" -> Files.write(file, png());
                case "json" -> Files.writeString(file, json());
                default -> throw new IllegalArgumentException(
                        "Cannot save a figure as %s. Name the file .html, .png or .json.".formatted(name));
            };
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write " + file, e);
        }
    }

    @Override
    public String toString() {
        return summary;
    }
}
