package jarl;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jarl.network.Rows;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/// Reference answers under `src/test/resources/reference`, made by Stable-Baselines3 and PyTorch.
public final class References {
    private References() {}

    public static JsonNode read(String file) {
        try (InputStream stream = References.class.getResourceAsStream("/reference/" + file)) {
            return new ObjectMapper().readTree(stream);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// All numbers of an array, or of an array of arrays one row after the other.
    public static float[] floats(JsonNode node) {
        float[] values = new float[count(node)];
        fill(node, values, 0);
        return values;
    }

    private static int count(JsonNode node) {
        if (!node.isArray()) {
            return 1;
        }
        int count = 0;
        for (JsonNode child : node) {
            count += count(child);
        }
        return count;
    }

    private static int fill(JsonNode node, float[] into, int from) {
        if (!node.isArray()) {
            into[from] = (float) node.asDouble();
            return from + 1;
        }
        int at = from;
        for (JsonNode child : node) {
            at = fill(child, into, at);
        }
        return at;
    }

    public static Rows rows(JsonNode node) {
        float[] values = floats(node);
        return new Rows(values, node.size(), values.length / node.size());
    }
}
