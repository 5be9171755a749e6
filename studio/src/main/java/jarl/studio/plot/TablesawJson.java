package jarl.studio.plot;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import tech.tablesaw.plotly.components.Figure;
import tech.tablesaw.plotly.components.Layout;
import tech.tablesaw.plotly.traces.Trace;

/// Reads the JavaScript that Tablesaw writes for plotly.js 1 into the JSON that plotly.js 2 and 3 expect.
///
/// Tablesaw writes numbers in quotes, NaN for what is missing, titles as bare strings and text escaped for HTML. Here
/// numbers are numbers (fractions with six significant digits: enough for any screen, and free of the last bit's
/// noise), what is missing is null, titles are `{text}`.
final class TablesawJson {
    /// Keys whose value stays text even where it reads as a number.
    /// The end of a line within a text.
    static final String BREAK = "<br>";
    private static final Set<String> TEXT = Set.of("name", "title", "text", "ticktext", "labels", "tickprefix",
            "ticksuffix", "tickformat", "legendgroup", "color", "fillcolor");
    private static final Map<String, String> GRANTED = Map.of("xaxis", "x", "yaxis", "y", "dash", "solid",
            "shape", "linear", "simplify", "true", "smoothing", "1.0");
    private static final MathContext DIGITS = new MathContext(6);
    private static final double EXACT = 1L << 53;           // whole numbers up to here are exact in a double
    private static final Pattern NUMBER = Pattern.compile("-?\\d+(\\.\\d+)?([eE][-+]?\\d+)?");
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private static final JsonMapper LENIENT = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_SINGLE_QUOTES, JsonReadFeature.ALLOW_UNQUOTED_FIELD_NAMES,
                    JsonReadFeature.ALLOW_TRAILING_COMMA, JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS,
                    JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS,
                    JsonReadFeature.ALLOW_BACKSLASH_ESCAPING_ANY_CHARACTER)
            .build();

    private TablesawJson() {}

    /// `{data: […], layout: {…}}`.
    static ObjectNode read(Figure figure) {
        ObjectNode json = NODES.objectNode();
        ArrayNode data = json.putArray("data");
        for (Trace trace : figure.getTraces()) {
            data.add(object(trace.asJavascript(0)));
        }
        Layout layout = figure.getLayout();
        json.set("layout", layout == null ? NODES.objectNode() : object(layout.asJavascript()));
        return json;
    }

    /// A number as figures hold it; null where it is missing.
    static JsonNode number(double value) {
        if (!Double.isFinite(value)) {
            return NODES.nullNode();
        }
        if (value == Math.rint(value) && Math.abs(value) < EXACT) {
            return NODES.numberNode((long) value);
        }
        return NODES.numberNode(new BigDecimal(value).round(DIGITS).doubleValue());
    }

    /// Text as plotly shows it: a little HTML, so that what would be a tag must be escaped.
    static String text(String plain) {
        return plain.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    /// The text of a name or title, as a person reads it.
    static String plain(String text) {
        return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
    }

    private static ObjectNode object(String assignment) {
        String source = assignment.substring(assignment.indexOf('{'), assignment.lastIndexOf('}') + 1);
        try {
            return clean((ObjectNode) LENIENT.readTree(source));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("Tablesaw wrote a figure that cannot be read (%s). A quote or a bracket "
                    .formatted(e.getOriginalMessage()) + "in a name or label is the usual cause: leave it out.", e);
        }
    }

    private static ObjectNode clean(ObjectNode raw) {
        ObjectNode clean = NODES.objectNode();
        raw.properties().forEach(entry -> {
            String key = entry.getKey();
            JsonNode value = entry.getValue();
            if (key.equals("title") && value.isTextual()) {
                clean.withObject("/title").put("text", decode(value.textValue()));
            } else if (key.equals("titlefont")) {
                clean.withObject("/title").set("font", clean((ObjectNode) value));
            } else if (!saysNothing(key, value)) {
                clean.set(key, clean(key, value));
            }
        });
        return clean;
    }

    /// Empty words, and what plotly takes for granted.
    private static boolean saysNothing(String key, JsonNode value) {
        return value.isValueNode() && (value.asText().isEmpty() || value.asText().equals(GRANTED.get(key)));
    }

    private static JsonNode clean(String key, JsonNode value) {
        return switch (value) {
            case ObjectNode object -> clean(object);
            case ArrayNode array -> clean(key, array);
            case JsonNode number when number.isNumber() -> number(number.doubleValue());
            case JsonNode text when !text.isTextual() -> text;
            case JsonNode text when TEXT.contains(key) -> NODES.textNode(decode(text.textValue()));
            case JsonNode text -> scalar(text.textValue());
        };
    }

    /// Numbers in quotes are numbers only if all of their array are; otherwise they are names of categories.
    private static ArrayNode clean(String key, ArrayNode array) {
        boolean numbers = !TEXT.contains(key);
        for (JsonNode item : array) {
            numbers &= !item.isTextual() || isNumber(item.textValue());
        }
        ArrayNode clean = NODES.arrayNode(array.size());
        for (JsonNode item : array) {
            clean.add(numbers || !item.isTextual() ? clean("", item) : item);
        }
        return clean;
    }

    private static JsonNode scalar(String text) {
        return switch (text) {
            case "true" -> NODES.booleanNode(true);
            case "false" -> NODES.booleanNode(false);
            case "" -> NODES.nullNode();
            default -> isNumber(text) ? number(Double.parseDouble(text)) : NODES.textNode(text);
        };
    }

    private static boolean isNumber(String text) {
        return switch (text) {
            case "", "NaN", "Infinity", "-Infinity" -> true;         // Tablesaw's words for missing
            default -> NUMBER.matcher(text).matches();
        };
    }

    /// Undoes the escapes that plotly does not know; it decodes the others itself.
    private static String decode(String escaped) {
        return escaped.replace("&#39;", "'").replace("&quot;", "\"");
    }
}
