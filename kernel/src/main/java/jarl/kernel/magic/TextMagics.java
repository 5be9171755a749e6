package jarl.kernel.magic;

import java.util.Map;
import jarl.kernel.display.DisplayBundle;
import org.jspecify.annotations.Nullable;

/// Cells that are not Java but text to be shown: `%%html`, `%%markdown`, `%%latex`, `%%svg`, `%%javascript`.
final class TextMagics {
    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html",
            "markdown", "text/markdown",
            "latex", "text/latex",
            "svg", "image/svg+xml",
            "javascript", "application/javascript",
            "js", "application/javascript");

    private TextMagics() {}

    static void register(Magics magics) {
        TYPES.forEach((name, type) ->
                magics.cell(name, "", "shows the cell as " + type, (arguments, body) -> show(type, body)));
    }

    private static @Nullable Object show(String type, String body) {
        return DisplayBundle.text(body.strip()).with(type, body);
    }
}
