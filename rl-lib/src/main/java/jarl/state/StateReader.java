package jarl.state;

/// Gives back what a [StateWriter] took. Every getter throws [StateException] if the name is missing or holds
/// another type; arrays are the caller's own.
public interface StateReader {
    /// Whether a value of this name, or a scope, is there.
    boolean has(String name);

    float[] floats(String name);

    double[] doubles(String name);

    long[] longs(String name);

    int[] ints(String name);

    byte[] bytes(String name);

    String text(String name);

    default long number(String name) {
        long[] values = longs(name);
        return only(name, values.length, () -> values[0]);
    }

    default double real(String name) {
        double[] values = doubles(name);
        return only(name, values.length, () -> values[0]);
    }

    default boolean flag(String name) {
        byte[] values = bytes(name);
        return only(name, values.length, () -> values[0] != 0);
    }

    /// A reader of the names under `scope`.
    StateReader at(String scope);

    /// Loads a part from its own scope.
    default void part(String scope, Resumable part) {
        part.load(at(scope));
    }

    private static <T> T only(String name, int length, java.util.function.Supplier<T> value) {
        if (length != 1) {
            throw new StateException(name + " holds " + length + " values where one is needed");
        }
        return value.get();
    }
}
