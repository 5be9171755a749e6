package jarl.env;

import jarl.state.Resumable;
import jarl.state.StateException;
import jarl.state.StateReader;
import jarl.state.StateWriter;
import java.util.HashMap;
import java.util.Map;

/// A saved state that lives in a map.
public final class MemoryState implements StateReader {
    private final Map<String, Object> values;
    private final String scope;

    private MemoryState(Map<String, Object> values, String scope) {
        this.values = values;
        this.scope = scope;
    }

    public static MemoryState of(Resumable part) {
        var values = new HashMap<String, Object>();
        part.save(new Writer(values, ""));
        return new MemoryState(values, "");
    }

    private record Writer(Map<String, Object> values, String scope) implements StateWriter {
        private void put(String name, Object value) {
            if (values.put(scope + name, value) != null) {
                throw new StateException(scope + name + " was written twice");
            }
        }

        @Override
        public void floats(String name, float[] array) {
            put(name, array.clone());
        }

        @Override
        public void doubles(String name, double[] array) {
            put(name, array.clone());
        }

        @Override
        public void longs(String name, long[] array) {
            put(name, array.clone());
        }

        @Override
        public void ints(String name, int[] array) {
            put(name, array.clone());
        }

        @Override
        public void bytes(String name, byte[] array) {
            put(name, array.clone());
        }

        @Override
        public void text(String name, String value) {
            put(name, value);
        }

        @Override
        public StateWriter at(String name) {
            return new Writer(values, scope + name + ".");
        }
    }

    private <T> T get(String name, Class<T> type) {
        Object value = values.get(scope + name);
        if (!type.isInstance(value)) {
            throw new StateException(scope + name + " is " + (value == null ? "missing" : "of another type"));
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
        return get(name, float[].class).clone();
    }

    @Override
    public double[] doubles(String name) {
        return get(name, double[].class).clone();
    }

    @Override
    public long[] longs(String name) {
        return get(name, long[].class).clone();
    }

    @Override
    public int[] ints(String name) {
        return get(name, int[].class).clone();
    }

    @Override
    public byte[] bytes(String name) {
        return get(name, byte[].class).clone();
    }

    @Override
    public String text(String name) {
        return get(name, String.class);
    }

    @Override
    public MemoryState at(String name) {
        return new MemoryState(values, scope + name + ".");
    }
}
