package jarl.network;

import jarl.state.Resumable;
import jarl.state.StateException;
import jarl.state.StateReader;
import jarl.state.StateWriter;
import java.util.HashMap;
import java.util.Map;

/// A saved state that never reaches a disk.
final class SavedInMemory {
    private final Map<String, Object> values = new HashMap<>();

    static SavedInMemory of(Resumable part) {
        var saved = new SavedInMemory();
        part.save(saved.new Writer(""));
        return saved;
    }

    void into(Resumable part) {
        part.load(new Reader(""));
    }

    private final class Writer implements StateWriter {
        private final String scope;

        private Writer(String scope) {
            this.scope = scope;
        }

        @Override
        public void floats(String name, float[] of) {
            values.put(scope + name, of.clone());
        }

        @Override
        public void doubles(String name, double[] of) {
            values.put(scope + name, of.clone());
        }

        @Override
        public void longs(String name, long[] of) {
            values.put(scope + name, of.clone());
        }

        @Override
        public void ints(String name, int[] of) {
            values.put(scope + name, of.clone());
        }

        @Override
        public void bytes(String name, byte[] of) {
            values.put(scope + name, of.clone());
        }

        @Override
        public void text(String name, String value) {
            values.put(scope + name, value);
        }

        @Override
        public StateWriter at(String inner) {
            return new Writer(scope + inner + ".");
        }
    }

    private final class Reader implements StateReader {
        private final String scope;

        private Reader(String scope) {
            this.scope = scope;
        }

        private <T> T value(String name, Class<T> type) {
            Object value = values.get(scope + name);
            if (!type.isInstance(value)) {
                throw new StateException("No " + type.getSimpleName() + " " + scope + name);
            }
            return type.cast(value);
        }

        @Override
        public boolean has(String name) {
            return values.keySet().stream()
                    .anyMatch(key -> key.equals(scope + name) || key.startsWith(scope + name + "."));
        }

        @Override
        public float[] floats(String name) {
            return value(name, float[].class).clone();
        }

        @Override
        public double[] doubles(String name) {
            return value(name, double[].class).clone();
        }

        @Override
        public long[] longs(String name) {
            return value(name, long[].class).clone();
        }

        @Override
        public int[] ints(String name) {
            return value(name, int[].class).clone();
        }

        @Override
        public byte[] bytes(String name) {
            return value(name, byte[].class).clone();
        }

        @Override
        public String text(String name) {
            return value(name, String.class);
        }

        @Override
        public StateReader at(String inner) {
            return new Reader(scope + inner + ".");
        }
    }
}
