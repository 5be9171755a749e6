package jarl.network;

/// `count` rows of `width` floats, one after the other from the array's start. An engine copies or wraps it, and keeps
/// it no longer than the call.
///
/// @param data at least `count × width` floats
public record Rows(float[] data, int count, int width) {
    private static final int LITTLE = 8;

    public Rows {
        if (count < 0 || width < 1 || data.length < (long) count * width) {
            throw new IllegalArgumentException(
                    count + " rows of " + width + " do not fit into " + data.length + " floats");
        }
    }

    public static Rows of(int count, int width) {
        return new Rows(new float[Math.multiplyExact(count, width)], count, width);
    }

    /// The first `newCount` of these rows, over the same array.
    public Rows first(int newCount) {
        return new Rows(data, newCount, width);
    }

    /// Writes row `row` over row `target` of other rows of the same width.
    public void copyRow(int row, Rows to, int target) {
        copy(data, row * width, to.data, target * width, width);
    }

    /// [System#arraycopy], but sooner where there is little to copy, as in most rows.
    public static void copy(float[] from, int first, float[] to, int target, int count) {
        if (count > LITTLE) {
            System.arraycopy(from, first, to, target, count);
            return;
        }
        for (int i = 0; i < count; i++) {
            to[target + i] = from[first + i];
        }
    }

    public float at(int row, int column) {
        return data[row * width + column];
    }
}
