package jarl.run.checkpoint;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// A safetensors file: named tensors and a few words about them.
///
/// The file is 8 bytes of header length (little-endian), a JSON header, and the tensors' bytes without gaps. What is
/// written depends on the content alone: tensors lie by size of element, then by name; metadata by key. What is read is
/// refused unless every byte of the file is accounted for exactly once.
///
/// @param metadata the header's `__metadata__`
/// @param tensors  by name
/// @see <a href="https://github.com/huggingface/safetensors#format">The format</a>
public record Safetensors(Map<String, String> metadata, Map<String, Tensor> tensors) {
    /// The bound of the reference implementation.
    private static final int LONGEST_HEADER = 100_000_000;

    private static final String METADATA = "__metadata__";

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    public Safetensors {
        metadata = new TreeMap<>(metadata);
        tensors = new TreeMap<>(tensors);
        if (tensors.containsKey(METADATA)) {
            throw new IllegalArgumentException("No tensor can be called " + METADATA);
        }
    }

    public void writeTo(OutputStream out) throws IOException {
        List<Map.Entry<String, Tensor>> order = new ArrayList<>(tensors.entrySet());
        order.sort(Comparator.comparingInt(entry -> -entry.getValue().type().bytes())); // stable: then by name

        byte[] header = JSON.writeValueAsBytes(header(order));
        int padding = -header.length & 7; // the first tensor starts on a multiple of 8
        out.write(ByteBuffer.allocate(8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(header.length + padding)
                .array());
        out.write(header);
        out.write(" ".repeat(padding).getBytes(StandardCharsets.US_ASCII));
        for (var entry : order) {
            out.write(entry.getValue().data());
        }
    }

    private ObjectNode header(List<Map.Entry<String, Tensor>> order) {
        ObjectNode header = JSON.createObjectNode();
        if (!metadata.isEmpty()) {
            ObjectNode words = header.putObject(METADATA);
            metadata.forEach(words::put);
        }
        long offset = 0;
        for (var entry : order) {
            Tensor tensor = entry.getValue();
            ObjectNode place = header.putObject(entry.getKey());
            place.put("dtype", tensor.type().name());
            var shape = place.putArray("shape");
            for (int size : tensor.shape()) {
                shape.add(size);
            }
            place.putArray("data_offsets").add(offset).add(offset + tensor.data().length);
            offset += tensor.data().length;
        }
        return header;
    }

    /// Reads a whole file.
    ///
    /// @throws CheckpointException if it is missing or not exactly one safetensors file of our types
    public static Safetensors read(Path file) {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
            return new Reader(file, Files.size(file)).read(in);
        } catch (NoSuchFileException missing) {
            throw new CheckpointException(file + " is missing", missing);
        } catch (IOException failure) {
            throw new CheckpointException(file + " cannot be read: " + failure.getMessage(), failure);
        }
    }

    /// One tensor's entry in the header.
    private record Place(String name, Tensor.Type type, int[] shape, long begin, long end) {}

    private record Reader(Path file, long size) {

        Safetensors read(InputStream in) throws IOException {
            byte[] header = in.readNBytes(headerLength(in.readNBytes(8)));
            JsonNode root = parse(header);
            var metadata = new LinkedHashMap<String, String>();
            var places = new ArrayList<Place>();
            for (var entry : root.properties()) {
                if (entry.getKey().equals(METADATA)) {
                    metadata.putAll(metadata(entry.getValue()));
                } else {
                    places.add(place(entry.getKey(), entry.getValue()));
                }
            }
            places.sort(Comparator.comparingLong(Place::begin).thenComparingLong(Place::end));
            requireNoGaps(places, size - 8 - header.length);

            var tensors = new LinkedHashMap<String, Tensor>();
            for (Place place : places) {
                byte[] data = new byte[(int) (place.end() - place.begin())];
                if (in.readNBytes(data, 0, data.length) < data.length) {
                    throw refused("ends within the tensor " + place.name());
                }
                tensors.put(place.name(), new Tensor(place.type(), place.shape(), data));
            }
            return new Safetensors(metadata, tensors);
        }

        private int headerLength(byte[] prefix) {
            if (prefix.length < 8) {
                throw refused("has " + size + " bytes, where a safetensors file has 8 of header length alone");
            }
            long length = ByteBuffer.wrap(prefix).order(ByteOrder.LITTLE_ENDIAN).getLong();
            if (length < 0 || length > LONGEST_HEADER || length > size - 8) {
                throw refused("claims a header of " + Long.toUnsignedString(length) + " bytes, but has " + size
                        + " in all (and a header has " + LONGEST_HEADER + " at most): it is cut, or not safetensors");
            }
            return (int) length;
        }

        private JsonNode parse(byte[] header) {
            try {
                String text = StandardCharsets.UTF_8
                        .newDecoder()
                        .decode(ByteBuffer.wrap(header))
                        .toString();
                JsonNode root = JSON.readTree(text);
                if (!text.startsWith("{") || !root.isObject()) {
                    throw refused("has a header that is not a JSON object");
                }
                return root;
            } catch (CharacterCodingException notText) {
                throw refused("has a header that is not UTF-8");
            } catch (JsonProcessingException notJson) {
                throw refused("has a header that is not good JSON: " + notJson.getOriginalMessage());
            }
        }

        private Map<String, String> metadata(JsonNode node) {
            var words = new LinkedHashMap<String, String>();
            for (var entry : node.properties()) {
                if (!entry.getValue().isTextual()) {
                    throw refused("has metadata " + entry.getKey() + " that is not a text");
                }
                words.put(entry.getKey(), entry.getValue().textValue());
            }
            if (!node.isObject()) {
                throw refused("has metadata that is not an object");
            }
            return words;
        }

        private Place place(String name, JsonNode node) {
            if (node.size() != 3 || !node.path("dtype").isTextual() || !node.path("shape").isArray()) {
                throw refused("says of the tensor " + name + " something else than dtype, shape and data_offsets");
            }
            Tensor.Type type = type(name, node.path("dtype").textValue());
            int[] shape = shape(name, node.path("shape"));
            JsonNode offsets = node.path("data_offsets");
            if (offsets.size() != 2
                    || !offsets.path(0).canConvertToExactIntegral()
                    || !offsets.path(1).canConvertToExactIntegral()
                    || !offsets.path(0).canConvertToLong()
                    || !offsets.path(1).canConvertToLong()) {
                throw refused("gives the tensor " + name + " the offsets " + offsets + ", not two whole numbers");
            }
            var place = new Place(name, type, shape, offsets.path(0).longValue(), offsets.path(1).longValue());
            requireLength(place);
            return place;
        }

        private Tensor.Type type(String name, String said) {
            for (Tensor.Type type : Tensor.Type.values()) {
                if (type.name().equals(said)) {
                    return type;
                }
            }
            throw refused("holds the tensor " + name + " of type " + said + "; F32, F64, I64, I32 and U8 are read");
        }

        private int[] shape(String name, JsonNode node) {
            int[] shape = new int[node.size()];
            for (int i = 0; i < shape.length; i++) {
                JsonNode size = node.path(i);
                if (!size.isIntegralNumber() || !size.canConvertToInt() || size.intValue() < 0) {
                    throw refused("gives the tensor " + name + " the shape " + node);
                }
                shape[i] = size.intValue();
            }
            return shape;
        }

        private void requireLength(Place place) {
            long needed;
            try {
                needed = Tensor.bytes(place.type(), place.shape());
            } catch (ArithmeticException overflow) {
                needed = Long.MAX_VALUE;
            }
            if (needed > Integer.MAX_VALUE - 8) {
                throw refused("holds the tensor " + place.name() + " of more than 2 GiB");
            }
            if (place.begin() < 0 || place.end() < place.begin() || place.end() - place.begin() != needed) {
                throw refused("puts the tensor " + place.name() + ", which takes " + needed + " bytes, from "
                        + place.begin() + " to " + place.end());
            }
        }

        private void requireNoGaps(List<Place> places, long available) {
            long offset = 0;
            for (Place place : places) {
                if (place.begin() != offset) {
                    throw refused("has " + (place.begin() < offset ? "an overlap" : "a gap") + " before the tensor "
                            + place.name() + ": it begins at " + place.begin() + ", the one before ends at " + offset);
                }
                offset = place.end();
            }
            if (offset != available) {
                throw refused("has " + available + " bytes of tensors where its header tells of " + offset
                        + (offset > available ? ": it is cut" : ""));
            }
        }

        private CheckpointException refused(String why) {
            return new CheckpointException(file + " " + why);
        }
    }
}
