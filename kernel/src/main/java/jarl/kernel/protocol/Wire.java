package jarl.kernel.protocol;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import jarl.kernel.Json;
import org.dflib.jjava.jupyter.messages.HMACGenerator;
import org.jspecify.annotations.Nullable;

/// Messages as the frames that travel: addresses, a delimiter, the signature, four JSON objects, buffers.
final class Wire {
    static final String VERSION = "5.4";
    private static final byte[] DELIMITER = "<IDS|MSG>".getBytes(StandardCharsets.US_ASCII);
    private static final int OBJECTS = 4;

    private final HMACGenerator signatures;
    private final String session = UUID.randomUUID().toString();

    Wire(HMACGenerator signatures) {
        this.signatures = signatures;
    }

    /// A message that cannot be read, with the reason.
    static final class Malformed extends Exception {
        private static final long serialVersionUID = 1L;

        Malformed(String message) {
            super(message);
        }
    }

    Message decode(List<byte[]> frames) throws Malformed {
        int delimiter = 0;
        while (delimiter < frames.size() && !Arrays.equals(frames.get(delimiter), DELIMITER)) {
            delimiter++;
        }
        int first = delimiter + 2;
        if (frames.size() < first + OBJECTS) {
            throw new Malformed("a message of " + frames.size() + " frames is incomplete");
        }
        List<byte[]> objects = frames.subList(first, first + OBJECTS);
        byte[] expected = sign(objects).getBytes(StandardCharsets.US_ASCII);
        if (!MessageDigest.isEqual(expected, frames.get(delimiter + 1))) {
            throw new Malformed("its signature is wrong");
        }
        var message = new Message(
                List.copyOf(frames.subList(0, delimiter)),
                object(objects.get(0)), object(objects.get(1)), object(objects.get(2)), object(objects.get(3)),
                List.copyOf(frames.subList(first + OBJECTS, frames.size())));
        JsonElement type = message.header().get("msg_type");
        if (type == null || !type.isJsonPrimitive()) {
            throw new Malformed("its header has no msg_type");
        }
        return message;
    }

    private static JsonObject object(byte[] json) throws Malformed {
        try {
            JsonElement element = JsonParser.parseString(new String(json, StandardCharsets.UTF_8));
            if (element.isJsonObject()) {
                return element.getAsJsonObject();
            }
        } catch (JsonParseException e) {
            throw new Malformed("its JSON cannot be read: " + e.getMessage());
        }
        throw new Malformed("one of its parts is no JSON object");
    }

    /// Frames of a new message of ours.
    ///
    /// @param parent  what it answers or belongs to, null if nothing
    /// @param buffers binary parts, which travel behind the rest and are not signed
    List<byte[]> encode(List<byte[]> addresses, String type, @Nullable Message parent, JsonObject content,
            List<byte[]> buffers) {
        List<byte[]> objects = new ArrayList<>();
        for (JsonObject part : List.of(
                header(type), parent == null ? new JsonObject() : parent.header(), new JsonObject(), content)) {
            objects.add(Json.text(part).getBytes(StandardCharsets.UTF_8));
        }
        List<byte[]> frames = new ArrayList<>(addresses);
        frames.add(DELIMITER);
        frames.add(sign(objects).getBytes(StandardCharsets.US_ASCII));
        frames.addAll(objects);
        frames.addAll(buffers);
        return frames;
    }

    private JsonObject header(String type) {
        var header = new JsonObject();
        header.addProperty("msg_id", UUID.randomUUID().toString());
        header.addProperty("session", session);
        header.addProperty("username", "kernel");
        header.addProperty("date", Instant.now().truncatedTo(ChronoUnit.MICROS).toString());
        header.addProperty("msg_type", type);
        header.addProperty("version", VERSION);
        return header;
    }

    private String sign(List<byte[]> objects) {
        return signatures.calculateSignature(objects.toArray(byte[][]::new));
    }
}
