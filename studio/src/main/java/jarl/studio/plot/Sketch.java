package jarl.studio.plot;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import tech.tablesaw.plotly.components.Layout;
import tech.tablesaw.plotly.components.Line;
import tech.tablesaw.plotly.traces.ScatterTrace;
import tech.tablesaw.plotly.traces.Trace;

/// A figure in the making: Tablesaw's traces, and after them what Tablesaw has no word for, said in plotly's JSON.
final class Sketch {
    private final List<Trace> traces = new ArrayList<>();
    private final List<ObjectNode> more = new ArrayList<>();
    private String subtitle = "";

    /// Adds a trace.
    ///
    /// @return an empty object for further keys of plotly's, which are laid over Tablesaw's
    ObjectNode add(Trace trace) {
        traces.add(trace);
        more.add(JsonNodeFactory.instance.objectNode());
        return more.getLast();
    }

    /// Adds a line; a point where there is but one.
    ObjectNode line(String name, Series series, String colour, double width, Line.Dash dash) {
        Line line = Line.builder().color(colour).width(width).dash(dash).build();
        ObjectNode trace = add(ScatterTrace.builder(series.x(), series.y()).mode(ScatterTrace.Mode.LINE).line(line)
                .name(safe(name)).build());
        if (series.x().length == 1 && width > 0) {
            trace.put("mode", "lines+markers").putObject("marker").put("size", 8).put("color", colour);
        }
        return trace;
    }

    /// A smaller line beneath the title; empty: none.
    void subtitle(String text) {
        subtitle = text;
    }

    Figure figure(Layout layout, String summary) {
        ObjectNode json = TablesawJson.read(new tech.tablesaw.plotly.components.Figure(layout,
                traces.toArray(Trace[]::new)));
        ArrayNode data = (ArrayNode) json.get("data");
        for (int i = 0; i < more.size(); i++) {
            ((ObjectNode) data.get(i)).setAll(more.get(i));
        }
        if (!subtitle.isEmpty()) {
            json.withObject("/layout/title/subtitle").put("text", TablesawJson.text(subtitle));
        }
        return new Figure(Style.dress(json), summary);
    }

    /// A text that Tablesaw's templates pass on unharmed: they know nothing of backslashes and line ends.
    static String safe(String text) {
        return text.replace("\\", "\\\\").replaceAll("\\s+", " ");
    }
}
