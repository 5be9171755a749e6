package jarl.studio.plot;

import com.fasterxml.jackson.databind.JsonNode;
import java.awt.Color;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Colours of CSS, as far as figures use them.
final class Colour {
    private static final Pattern FUNCTION =
            Pattern.compile("rgba?\\(\\s*(\\d+)\\s*,\\s*(\\d+)\\s*,\\s*(\\d+)\\s*(?:,\\s*([\\d.]+)\\s*)?\\)");
    private static final Map<String, Color> NAMES = Map.ofEntries(
            Map.entry("black", Color.BLACK), Map.entry("white", Color.WHITE), Map.entry("red", Color.RED),
            Map.entry("green", new Color(0x008000)), Map.entry("blue", Color.BLUE),
            Map.entry("orange", new Color(0xFFA500)), Map.entry("purple", new Color(0x800080)),
            Map.entry("brown", new Color(0xA52A2A)), Map.entry("pink", new Color(0xFFC0CB)),
            Map.entry("yellow", Color.YELLOW), Map.entry("cyan", Color.CYAN), Map.entry("magenta", Color.MAGENTA),
            Map.entry("gray", new Color(0x808080)), Map.entry("grey", new Color(0x808080)),
            Map.entry("lightgray", new Color(0xD3D3D3)), Map.entry("darkgray", new Color(0xA9A9A9)));

    private Colour() {}

    /// @param css a hexadecimal colour, `rgb(…)`, `rgba(…)` or a common name; anything else is dark grey
    static Color of(String css) {
        Matcher function = FUNCTION.matcher(css);
        if (function.matches()) {
            String alpha = function.group(4);
            return new Color(part(function.group(1)), part(function.group(2)), part(function.group(3)),
                    alpha == null ? 255 : (int) Math.round(255 * Math.clamp(Double.parseDouble(alpha), 0, 1)));
        }
        if (css.matches("#[0-9a-fA-F]{6}")) {
            return new Color(Integer.parseInt(css.substring(1), 16));
        }
        return NAMES.getOrDefault(css, new Color(0x444444));
    }

    static Color faded(Color colour, double opacity) {
        return new Color(colour.getRed(), colour.getGreen(), colour.getBlue(),
                (int) Math.round(colour.getAlpha() * Math.clamp(opacity, 0, 1)));
    }

    /// A place on a plotly colour scale.
    ///
    /// @param scale `[[share, colour], …]`, shares rising from 0 to 1
    /// @param share 0 to 1
    static Color on(JsonNode scale, double share) {
        for (int i = 1; i < scale.size(); i++) {
            double to = scale.get(i).get(0).asDouble();
            if (share <= to || i == scale.size() - 1) {
                double from = scale.get(i - 1).get(0).asDouble();
                return mix(of(scale.get(i - 1).get(1).asText()), of(scale.get(i).get(1).asText()),
                        Math.clamp((share - from) / Math.max(to - from, 1e-12), 0, 1));
            }
        }
        return of("");
    }

    private static Color mix(Color from, Color to, double share) {
        return new Color((int) Math.round(from.getRed() + share * (to.getRed() - from.getRed())),
                (int) Math.round(from.getGreen() + share * (to.getGreen() - from.getGreen())),
                (int) Math.round(from.getBlue() + share * (to.getBlue() - from.getBlue())));
    }

    private static int part(String number) {
        return Math.clamp(Integer.parseInt(number), 0, 255);
    }
}
