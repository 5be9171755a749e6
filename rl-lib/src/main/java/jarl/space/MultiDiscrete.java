package jarl.space;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/// Several choices made at once; `sizes[i]` possibilities for the i-th.
public record MultiDiscrete(int[] sizes) implements Space {
    public MultiDiscrete {
        sizes = sizes.clone();
        if (sizes.length == 0 || Arrays.stream(sizes).anyMatch(n -> n < 1)) {
            throw new IllegalArgumentException(
                    "A multi-discrete space has at least one choice of at least 1, not " + Arrays.toString(sizes));
        }
    }

    @Override
    public int[] sizes() {
        return sizes.clone();
    }

    @Override
    public int width() {
        return sizes.length;
    }

    @Override
    public boolean contains(float[] row) {
        if (row.length != sizes.length) {
            return false;
        }
        for (int i = 0; i < row.length; i++) {
            if (!Discrete.isChoice(row[i], sizes[i])) {
                return false;
            }
        }
        return true;
    }

    @Override
    public Map<String, Object> describe() {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("type", "multi_discrete");
        fields.put("sizes", Arrays.stream(sizes).boxed().toList());
        return fields;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof MultiDiscrete that && Arrays.equals(sizes, that.sizes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(sizes);
    }

    @Override
    public String toString() {
        return "MultiDiscrete" + Arrays.toString(sizes);
    }
}
