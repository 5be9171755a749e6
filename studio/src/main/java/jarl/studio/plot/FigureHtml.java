package jarl.studio.plot;

import jarl.kernel.display.DisplayBundle;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.zip.CRC32;

/// The HTML of figures: a still picture that the page's one copy of plotly.js replaces.
///
/// A figure's own part is its picture and a few lines that put its JSON on a list. plotly.js comes as gzip in Base64,
/// and `figure.js` draws what stands on the list. Where scripts are stripped (a notebook that is not trusted, a mail)
/// the picture stays.
final class FigureHtml {
    static final String PLOTLY = "plotly-cartesian-2.35.3.min.js.gz";

    private FigureHtml() {}

    /// @param json    plotly's JSON
    /// @param still   PNG in Base64; empty: none
    /// @param summary the alternative text
    static String figure(String json, String still, String summary) {
        String script = json.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029");
        // the same figure has the same id, so that two executions of a notebook give the same notebook
        return """
                <div data-jarl-figure="%s" style="max-width:1100px">%s</div>
                <script>(window.jarlFigures=window.jarlFigures||[]).push(\
                Object.assign({id:"%1$s"},%3$s));window.jarlDraw&&jarlDraw()</script>
                """.formatted(id(json), image(still, summary), script);
    }

    /// plotly.js and what draws with it; shows nothing of its own.
    static String library() {
        String packed = Base64.getEncoder().encodeToString(resource(PLOTLY));
        String script = new String(resource("figure.js"), StandardCharsets.UTF_8);
        return "<script>" + script.replace("@PLOTLY@", packed) + "</script>\n";
    }

    /// A whole page around a display.
    static String page(String title, DisplayBundle bundle) {
        return """
                <!DOCTYPE html>
                <html lang="en"><head><meta charset="utf-8"><title>%s</title></head>
                <body>
                %s</body></html>
                """.formatted(escape(title), bundle.data().get(DisplayBundle.HTML));
    }

    private static String image(String still, String summary) {
        return still.isEmpty()
                ? "<p>" + escape(summary) + "</p>"
                : "<img alt=\"%s\" src=\"data:image/png;base64,%s\" width=\"%d\" style=\"max-width:100%%;height:auto\">"
                        .formatted(escape(summary), still, StillPicture.WIDTH);
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;");
    }

    private static String id(String json) {
        var checksum = new CRC32();
        checksum.update(json.getBytes(StandardCharsets.UTF_8));
        return Long.toHexString(checksum.getValue());
    }

    private static byte[] resource(String name) {
        try (InputStream in = FigureHtml.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(name + " is not in the jar of jarl-studio; build it again.");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + name, e);
        }
    }
}
