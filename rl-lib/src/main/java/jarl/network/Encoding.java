package jarl.network;

import jarl.space.Box;
import jarl.space.Discrete;
import jarl.space.MultiDiscrete;
import jarl.space.Space;
import java.util.Arrays;

/// Turns observations into network inputs: a box as it is, each choice as a one-hot block.
///
/// The rows returned are this object's own buffer (or the observations themselves, where nothing changes) and hold
/// until the next call.
public final class Encoding {
    private final int[] choices;
    private final int width;
    private float[] buffer = new float[0];

    /// @param choices sizes of the one-hot blocks; empty: inputs are the observation itself
    private Encoding(int[] choices, int width) {
        this.choices = choices;
        this.width = width;
    }

    public static Encoding of(Space observations) {
        return switch (observations) {
            case Box box -> new Encoding(new int[0], box.width());
            case Discrete discrete -> new Encoding(new int[] {discrete.n()}, discrete.n());
            case MultiDiscrete many ->
                new Encoding(many.sizes(), Arrays.stream(many.sizes()).sum());
        };
    }

    /// Width of an input row.
    public int width() {
        return width;
    }

    /// The network inputs for these observations.
    ///
    /// @param observations rows of the space
    /// @return rows of [#width()] floats
    public Rows encode(Rows observations) {
        if (choices.length == 0) {
            return observations;
        }
        int count = observations.count();
        if (buffer.length < count * width) {
            buffer = new float[count * width];
        }
        Arrays.fill(buffer, 0, count * width, 0);
        for (int row = 0; row < count; row++) {
            int first = row * width;
            for (int c = 0; c < choices.length; c++) {
                buffer[first + (int) observations.at(row, c)] = 1;
                first += choices[c];
            }
        }
        return new Rows(buffer, count, width);
    }
}
