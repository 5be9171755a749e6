package jarl.network;

import jarl.space.Box;
import jarl.space.Discrete;
import jarl.space.MultiDiscrete;
import jarl.space.Space;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Turns observations into network inputs: a box as it is, each choice as a one-hot block.
///
/// The rows returned are this object's own buffer (or the observations themselves, where nothing changes) and hold
/// until the next call.
public final class Encoding {
    private final int[] choices;
    private final int width;
    private final @Nullable Normalization normalization;
    private float[] buffer = new float[0];

    /// @param choices sizes of the one-hot blocks; empty: inputs are the observation itself
    private Encoding(int[] choices, int width, @Nullable Normalization normalization) {
        this.choices = choices;
        this.width = width;
        this.normalization = normalization;
    }

    /// x ← clamp((x − mean) / √(variance + epsilon), −clip, clip), coordinate by coordinate.
    ///
    /// @param mean     shape `[width]`
    /// @param variance shape `[width]`
    public record Normalization(double[] mean, double[] variance, double epsilon, double clip) {}

    public static Encoding of(Space observations) {
        return switch (observations) {
            case Box box -> new Encoding(new int[0], box.width(), null);
            case Discrete discrete -> new Encoding(new int[] {discrete.n()}, discrete.n(), null);
            case MultiDiscrete many ->
                new Encoding(many.sizes(), Arrays.stream(many.sizes()).sum(), null);
        };
    }

    /// This encoding of a box with the statistics that training has left, for a policy that sees raw observations.
    public Encoding normalizing(Normalization by) {
        if (choices.length > 0 || by.mean().length != width || by.variance().length != width) {
            throw new IllegalArgumentException(by.mean().length + " means and " + by.variance().length
                    + " variances do not normalize observations of width " + width);
        }
        return new Encoding(choices, width, by);
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
        if (choices.length == 0 && normalization == null) {
            return observations;
        }
        int count = observations.count();
        if (buffer.length < count * width) {
            buffer = new float[count * width];
        }
        if (normalization == null) {
            mark(observations);
        } else {
            normalize(observations, normalization);
        }
        return new Rows(buffer, count, width);
    }

    private void mark(Rows observations) {
        Arrays.fill(buffer, 0, observations.count() * width, 0);
        for (int row = 0; row < observations.count(); row++) {
            int first = row * width;
            for (int c = 0; c < choices.length; c++) {
                buffer[first + (int) observations.at(row, c)] = 1;
                first += choices[c];
            }
        }
    }

    private void normalize(Rows observations, Normalization by) {
        for (int i = 0; i < observations.count() * width; i++) {
            double distance = observations.data()[i] - by.mean()[i % width];
            double deviation = Math.sqrt(by.variance()[i % width] + by.epsilon());
            buffer[i] = (float) Math.clamp(distance / deviation, -by.clip(), by.clip());
        }
    }
}
