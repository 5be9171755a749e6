package jarl.state;

/// Takes named values. A name is unique within its scope; arrays are copied at once.
public interface StateWriter {
    void floats(String name, float[] values);

    void doubles(String name, double[] values);

    void longs(String name, long[] values);

    void ints(String name, int[] values);

    void bytes(String name, byte[] values);

    void text(String name, String value);

    default void number(String name, long value) {
        longs(name, new long[] {value});
    }

    default void real(String name, double value) {
        doubles(name, new double[] {value});
    }

    default void flag(String name, boolean value) {
        bytes(name, new byte[] {(byte) (value ? 1 : 0)});
    }

    /// A writer whose names stand under `scope`: `at("policy").floats("m", …)` writes `policy.m`.
    StateWriter at(String scope);

    /// Saves a part under its own scope.
    default void part(String scope, Resumable part) {
        part.save(at(scope));
    }
}
