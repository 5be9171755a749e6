package jarl.run.checkpoint;

import jarl.state.Resumable;
import jarl.state.StateException;
import jarl.state.StateReader;
import jarl.state.StateWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/// A saved state in memory: flat arrays by name, scopes joined by dots (`learner.optimizer.m`).
///
/// As a file it is safetensors; a text is its UTF-8 bytes, with `text` under its name in the metadata.
public final class State {
    private static final String FORMAT = "jarl.state";
    private static final String TEXT = "text";

    private final TreeMap<String, Tensor> tensors = new TreeMap<>();
    private final TreeMap<String, String> texts = new TreeMap<>(); // name → TEXT, as the metadata has it

    /// What this part saves.
    public static State of(Resumable part) {
        var state = new State();
        part.save(state.writer());
        return state;
    }

    public StateWriter writer() {
        return new Writer("");
    }

    public StateReader reader() {
        return new Reader("");
    }

    /// How much memory its values take, and so about how long its file is.
    public long bytes() {
        return tensors.values().stream().mapToLong(tensor -> tensor.data().length).sum();
    }

    public void writeTo(OutputStream out) throws IOException {
        var metadata = new TreeMap<>(Map.of("format", FORMAT, "version", "1"));
        texts.forEach((name, type) -> metadata.put("type." + name, type));
        new Safetensors(metadata, tensors).writeTo(out);
    }

    /// Reads a state file.
    ///
    /// @throws CheckpointException if the file is missing, damaged or holds something else
    public static State read(Path file) {
        Safetensors content = Safetensors.read(file);
        if (!FORMAT.equals(content.metadata().get("format"))) {
            throw new CheckpointException(file + " is a safetensors file, but not a saved state of Jarl");
        }
        if (!"1".equals(content.metadata().get("version"))) {
            throw new CheckpointException(file + " has format version "
                    + content.metadata().get("version") + "; this Jarl reads version 1");
        }
        var state = new State();
        state.tensors.putAll(content.tensors());
        for (var entry : content.metadata().entrySet()) {
            if (entry.getKey().startsWith("type.")) {
                state.texts.put(entry.getKey().substring("type.".length()), entry.getValue());
            }
        }
        return state;
    }

    private final class Writer implements StateWriter {
        private final String scope;

        Writer(String scope) {
            this.scope = scope;
        }

        private void put(String name, Tensor tensor) {
            if (name.isEmpty() || tensors.putIfAbsent(scope + name, tensor) != null) {
                throw new StateException(
                        name.isEmpty() ? "A value without a name under " + scope : scope + name + " is written twice");
            }
        }

        @Override
        public void floats(String name, float[] values) {
            put(name, Tensor.of(values, values.length));
        }

        @Override
        public void doubles(String name, double[] values) {
            put(name, Tensor.of(values, values.length));
        }

        @Override
        public void longs(String name, long[] values) {
            put(name, Tensor.of(values, values.length));
        }

        @Override
        public void ints(String name, int[] values) {
            put(name, Tensor.of(values, values.length));
        }

        @Override
        public void bytes(String name, byte[] values) {
            put(name, Tensor.of(values, values.length));
        }

        @Override
        public void text(String name, String value) {
            bytes(name, value.getBytes(StandardCharsets.UTF_8));
            texts.put(scope + name, TEXT);
        }

        @Override
        public StateWriter at(String inner) {
            return new Writer(scope + inner + ".");
        }
    }

    private final class Reader implements StateReader {
        private final String scope;

        Reader(String scope) {
            this.scope = scope;
        }

        private Tensor get(String name, Tensor.Type type) {
            Tensor tensor = tensors.get(scope + name);
            if (tensor == null) {
                throw new StateException(scope + name + " is not in the saved state");
            }
            if (tensor.type() != type) {
                throw new StateException(scope + name + " was saved as " + tensor.type() + ", not as " + type);
            }
            return tensor;
        }

        @Override
        public boolean has(String name) {
            String full = scope + name;
            String within = full + ".";
            String next = tensors.ceilingKey(within);
            return tensors.containsKey(full) || (next != null && next.startsWith(within));
        }

        @Override
        public float[] floats(String name) {
            return get(name, Tensor.Type.F32).floats();
        }

        @Override
        public double[] doubles(String name) {
            return get(name, Tensor.Type.F64).doubles();
        }

        @Override
        public long[] longs(String name) {
            return get(name, Tensor.Type.I64).longs();
        }

        @Override
        public int[] ints(String name) {
            return get(name, Tensor.Type.I32).ints();
        }

        @Override
        public byte[] bytes(String name) {
            if (texts.containsKey(scope + name)) {
                throw new StateException(scope + name + " was saved as a text, not as bytes");
            }
            return get(name, Tensor.Type.U8).bytes();
        }

        @Override
        public String text(String name) {
            Tensor tensor = get(name, Tensor.Type.U8);
            if (!texts.containsKey(scope + name)) {
                throw new StateException(scope + name + " was saved as bytes, not as a text");
            }
            return new String(tensor.data(), StandardCharsets.UTF_8);
        }

        @Override
        public StateReader at(String inner) {
            return new Reader(scope + inner + ".");
        }
    }
}
