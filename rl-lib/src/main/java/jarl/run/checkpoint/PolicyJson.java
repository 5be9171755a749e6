package jarl.run.checkpoint;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import jarl.network.NetworkSpec;
import jarl.space.Box;
import jarl.space.Discrete;
import jarl.space.MultiDiscrete;
import jarl.space.Space;
import java.util.ArrayList;
import java.util.List;

/// A policy's description in JSON, as the metadata of its file holds it. Infinite bounds are the strings `Infinity` and
/// `-Infinity`. Each reader throws [IllegalArgumentException] where the text is not what its writer writes.
final class PolicyJson {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .build();

    private PolicyJson() {}

    static String write(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    static String space(Space space) {
        return write(space.describe());
    }

    static NetworkSpec network(String text) {
        return read(text, NetworkSpec.class);
    }

    static <T> T read(String text, Class<T> type) {
        try {
            return JSON.readValue(text, type);
        } catch (JsonProcessingException wrong) {
            throw new IllegalArgumentException(
                    "not a " + type.getSimpleName() + ": " + wrong.getOriginalMessage(), wrong);
        }
    }

    static Space space(String text) {
        JsonNode node = read(text, JsonNode.class);
        return switch (node.path("type").asText()) {
            case "discrete" -> new Discrete(node.path("n").asInt(), texts(node.path("names")));
            case "multi_discrete" -> new MultiDiscrete(ints(node.path("sizes")));
            case "box" -> new Box(ints(node.path("shape")), floats(node.path("low")), floats(node.path("high")));
            default -> throw new IllegalArgumentException("not a space: " + text);
        };
    }

    private static List<String> texts(JsonNode array) {
        var texts = new ArrayList<String>();
        array.forEach(item -> texts.add(item.asText()));
        return texts;
    }

    private static int[] ints(JsonNode array) {
        int[] values = new int[array.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = array.path(i).asInt();
        }
        return values;
    }

    private static float[] floats(JsonNode array) {
        float[] values = new float[array.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = Float.parseFloat(array.path(i).asText());
        }
        return values;
    }
}
