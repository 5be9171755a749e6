package jarl.space;

import java.util.Map;

/// A set of observations or actions. Each element is a row of [#width()] floats: a choice is its number, a box is its
/// coordinates in row-major order.
public sealed interface Space permits Discrete, Box, MultiDiscrete {

    /// The choices `0 … n − 1`.
    static Discrete discrete(int n) {
        return new Discrete(n, java.util.List.of());
    }

    /// The choices `0 … names.length − 1`, each with a name for tables and pictures.
    static Discrete discrete(String... names) {
        return new Discrete(names.length, java.util.List.of(names));
    }

    /// Several choices made at once; `sizes[i]` possibilities for the i-th.
    static MultiDiscrete multiDiscrete(int... sizes) {
        return new MultiDiscrete(sizes);
    }

    /// A box of `size` dimensions, all with the same bounds (which may be infinite).
    static Box box(int size, double low, double high) {
        return Box.uniform(new int[] {size}, (float) low, (float) high);
    }

    /// A box with bounds of its own for each dimension; shape `[low.length]`.
    static Box box(float[] low, float[] high) {
        return new Box(new int[] {low.length}, low, high);
    }

    /// Floats in the row of one element.
    int width();

    /// Whether the row is an element: right length, within the bounds, whole numbers for choices, never NaN.
    boolean contains(float[] row);

    /// The space in plain values, for JSON: `{type: "box", shape, dtype, low, high}`, `{type: "discrete", n, names}`
    /// or `{type: "multi_discrete", sizes}`.
    Map<String, Object> describe();
}
