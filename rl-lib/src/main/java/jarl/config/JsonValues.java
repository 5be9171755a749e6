package jarl.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Plain values as JSON and back. What JSON has no word for is spelled out: `{"$float": "inf"}`, and
/// `{"$map": [[key, value], …]}` where keys are not all text.
final class JsonValues {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private JsonValues() {}

    static JsonNode write(@Nullable Object value) {
        return switch (value) {
            case null -> JSON.nullNode();
            case Boolean truth -> JSON.booleanNode(truth);
            case Long number -> JSON.numberNode(number);
            case BigInteger number -> JSON.numberNode(number);
            case Double number when Double.isFinite(number) -> JSON.numberNode(number);
            case Double number -> JSON.objectNode().put("$float", Text.number(number));
            case List<?> list -> {
                ArrayNode array = JSON.arrayNode();
                list.forEach(item -> array.add(write(item)));
                yield array;
            }
            case Map<?, ?> map -> map(map);
            default -> JSON.textNode(value.toString());
        };
    }

    private static JsonNode map(Map<?, ?> map) {
        ObjectNode object = JSON.objectNode();
        if (map.keySet().stream().allMatch(String.class::isInstance)) {
            map.forEach((key, value) -> object.set(String.valueOf(key), write(value)));
            return object;
        }
        ArrayNode pairs = object.putArray("$map");
        map.forEach((key, value) -> pairs.addArray().add(write(key)).add(write(value)));
        return object;
    }

    static @Nullable Object read(JsonNode json) {
        if (json.has("$float")) {
            return Numbers.real(json.get("$float").asText());
        }
        if (json.isObject()) {
            Map<String, @Nullable Object> map = new LinkedHashMap<>();
            json.properties().forEach(entry -> map.put(entry.getKey(), read(entry.getValue())));
            return map;
        }
        if (json.isArray()) {
            List<@Nullable Object> list = new ArrayList<>();
            json.forEach(item -> list.add(read(item)));
            return list;
        }
        if (json.isIntegralNumber()) {
            return Numbers.shrink(json.bigIntegerValue());
        }
        return json.isNull() ? null : json.isBoolean() ? (Object) json.booleanValue()
                : json.isNumber() ? (Object) json.doubleValue() : json.asText();
    }
}
