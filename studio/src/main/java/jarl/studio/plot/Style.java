package jarl.studio.plot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import tech.tablesaw.plotly.components.Line;

/// How figures look: colours that colour-blind people can tell apart, on white and on black; room for the words.
final class Style {
    /// Okabe and Ito (2008), Color Universal Design, without black and yellow, which vanish on dark and light pages.
    private static final List<String> COLOURS =
            List.of("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#8A8A8A");
    /// For what is no one's: seen on white, on black, and on the colours.
    static final String NEUTRAL = "#808080";
    /// Viridis (Smith and van der Walt, 2015): even in lightness, so that it survives grey printing too.
    private static final List<String> VIRIDIS = List.of("#440154", "#482878", "#3E4989", "#31688E", "#26828E",
            "#1F9E89", "#35B779", "#6DCD59", "#B4DE2C", "#FDE725");
    private static final JsonMapper JSON = new JsonMapper();
    private static final int HEIGHT = 450;                   // pixels
    private static final int NAMES_BELOW = 6;                // more names stand in a column beside the figure

    private static final List<Line.Dash> DASHES =
            List.of(Line.Dash.SOLID, Line.Dash.DASH, Line.Dash.DOT, Line.Dash.DASH_DOT);

    private Style() {}

    /// The colour of the so-manieth name, counted from 0.
    static String colour(int index) {
        return COLOURS.get(index % COLOURS.size());
    }

    /// The dash of the so-manieth name: when the colours are used up, they begin again with another.
    static Line.Dash dash(int index) {
        return DASHES.get(index / COLOURS.size() % DASHES.size());
    }

    /// Adds what the figure does not say itself, in place.
    static ObjectNode dress(ObjectNode figure) {
        ObjectNode layout = figure.withObject("/layout");
        offer(layout, "height", HEIGHT);
        offer(layout, "autosize", true);
        if (!layout.has("colorway") && needsColours(figure.path("data"))) {
            COLOURS.forEach(layout.putArray("colorway")::add);
        }
        ObjectNode font = layout.withObject("/font");
        offer(font, "family", "system-ui, sans-serif");
        offer(font, "size", 13);
        ObjectNode title = layout.withObject("/title");
        offer(title, "x", 0.01);
        offer(title, "xanchor", "left");
        ObjectNode margin = layout.withObject("/margin");
        offer(margin, "t", !title.has("text") ? 20 : title.has("subtitle") ? 70 : 50);
        offer(margin, "r", 20);
        offer(margin, "l", 60);
        offer(margin, "b", 50);
        axis(layout.withObject("/xaxis"));
        axis(layout.withObject("/yaxis"));
        legend(layout, names(figure.path("data")));
        figure.path("data").forEach(Style::colourMap);
        return figure;
    }

    private static void axis(ObjectNode axis) {
        offer(axis, "automargin", true);
        offer(axis, "zeroline", false);
        offer(axis, "showline", true);
        offer(axis, "ticks", "outside");
    }

    private static boolean needsColours(JsonNode traces) {
        for (JsonNode trace : traces) {
            if (!trace.path("line").has("color") && !trace.path("marker").has("color")) {
                return true;
            }
        }
        return false;
    }

    private static int names(JsonNode traces) {
        int names = 0;
        for (JsonNode trace : traces) {
            names += trace.has("name") && trace.path("showlegend").asBoolean(true) ? 1 : 0;
        }
        return names;
    }

    private static void legend(ObjectNode layout, int names) {
        offer(layout, "showlegend", names > 0);
        ObjectNode legend = layout.withObject("/legend");
        if (names <= NAMES_BELOW) {
            offer(legend, "orientation", "h");
            offer(legend, "x", 0);
            offer(legend, "yref", "container");
            offer(legend, "y", 0);
            offer(legend, "yanchor", "bottom");
        }
    }

    private static void colourMap(JsonNode trace) {
        if (trace.path("type").asText().equals("heatmap") && !trace.has("colorscale")) {
            var scale = ((ObjectNode) trace).putArray("colorscale");
            for (int i = 0; i < VIRIDIS.size(); i++) {
                scale.addArray().add(TablesawJson.number(i / (VIRIDIS.size() - 1.0))).add(VIRIDIS.get(i));
            }
        }
    }

    private static void offer(ObjectNode to, String key, Object value) {
        if (!to.has(key)) {
            to.set(key, JSON.valueToTree(value));
        }
    }
}
