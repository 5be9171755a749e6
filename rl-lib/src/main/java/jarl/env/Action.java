package jarl.env;

import java.util.Arrays;

/// One element of an action space, as its row of floats.
public final class Action {
    private final float[] row;

    private Action(float[] row) {
        this.row = row;
    }

    public static Action of(int choice) {
        return new Action(new float[] {choice});
    }

    public static Action of(float... values) {
        return new Action(values.clone());
    }

    /// The element at `row` of `rows`, each `width` floats wide.
    static Action row(float[] rows, int row, int width) {
        return new Action(Arrays.copyOfRange(rows, row * width, (row + 1) * width));
    }

    /// The number of the choice in a discrete space.
    public int choice() {
        return (int) row[0];
    }

    /// The number of the i-th choice in a multi-discrete space.
    public int choice(int i) {
        return (int) row[i];
    }

    /// The i-th coordinate in a box.
    public float value(int i) {
        return row[i];
    }

    /// All coordinates, a copy; shape `[actionSpace.width()]`.
    public float[] values() {
        return row.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Action that && Arrays.equals(row, that.row);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(row);
    }

    @Override
    public String toString() {
        return "Action" + Arrays.toString(row);
    }
}
