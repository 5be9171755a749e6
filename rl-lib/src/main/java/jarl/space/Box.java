package jarl.space;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A box in ℝⁿ. Bounds are inclusive and may be infinite.
///
/// @param shape as the environment means it, `[4]` or `[84, 84]`; the row holds it in row-major order
/// @param low   lower bound of each coordinate, shape `[width]`
/// @param high  upper bound of each coordinate, shape `[width]`
public record Box(int[] shape, float[] low, float[] high) implements Space {
    public Box {
        shape = shape.clone();
        low = low.clone();
        high = high.clone();
        int width = Arrays.stream(shape).reduce(1, Math::multiplyExact);
        if (width < 1 || low.length != width || high.length != width) {
            throw new IllegalArgumentException("Shape " + Arrays.toString(shape) + " has " + width
                    + " coordinates, but there are " + low.length + " lower and " + high.length + " upper bounds");
        }
        for (int i = 0; i < width; i++) {
            if (!(low[i] <= high[i])) {
                throw new IllegalArgumentException(
                        "Coordinate " + i + " lies between " + low[i] + " and " + high[i] + ": nothing does");
            }
        }
    }

    static Box uniform(int[] shape, float low, float high) {
        int width = Arrays.stream(shape).reduce(1, Math::multiplyExact);
        float[] lows = new float[Math.max(width, 0)];
        float[] highs = new float[Math.max(width, 0)];
        Arrays.fill(lows, low);
        Arrays.fill(highs, high);
        return new Box(shape, lows, highs);
    }

    @Override
    public int[] shape() {
        return shape.clone();
    }

    @Override
    public float[] low() {
        return low.clone();
    }

    @Override
    public float[] high() {
        return high.clone();
    }

    /// Lower bound of coordinate `i`.
    public float low(int i) {
        return low[i];
    }

    /// Upper bound of coordinate `i`.
    public float high(int i) {
        return high[i];
    }

    @Override
    public int width() {
        return low.length;
    }

    @Override
    public boolean contains(float[] row) {
        if (row.length != low.length) {
            return false;
        }
        for (int i = 0; i < row.length; i++) {
            if (!(row[i] >= low[i] && row[i] <= high[i])) {
                return false;
            }
        }
        return true;
    }

    @Override
    public Map<String, Object> describe() {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("type", "box");
        fields.put("shape", Arrays.stream(shape).boxed().toList());
        fields.put("dtype", "float32");
        fields.put("low", list(low));
        fields.put("high", list(high));
        return fields;
    }

    private static List<Float> list(float[] values) {
        var list = new ArrayList<Float>(values.length);
        for (float value : values) {
            list.add(value);
        }
        return list;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Box that
                && Arrays.equals(shape, that.shape)
                && Arrays.equals(low, that.low)
                && Arrays.equals(high, that.high);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * Arrays.hashCode(shape) + Arrays.hashCode(low)) + Arrays.hashCode(high);
    }

    @Override
    public String toString() {
        return "Box" + Arrays.toString(shape) + " " + Arrays.toString(low) + " … " + Arrays.toString(high);
    }
}
