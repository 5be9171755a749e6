package jarl.network;

/// What a loss puts on each gradient, one entry a row: ∂L/∂log π(a|s), ∂L/∂H, ∂L/∂V (or ∂L/∂Q(s, a)).
public final class Weights {
    private final float[] logProb;
    private final float[] entropy;
    private final float[] value;

    public Weights(int capacity) {
        logProb = new float[capacity];
        entropy = new float[capacity];
        value = new float[capacity];
    }

    /// Sets the first `count` entries to zero.
    public void clear(int count) {
        java.util.Arrays.fill(logProb, 0, count, 0);
        java.util.Arrays.fill(entropy, 0, count, 0);
        java.util.Arrays.fill(value, 0, count, 0);
    }

    public float logProb(int i) {
        return logProb[i];
    }

    public float entropy(int i) {
        return entropy[i];
    }

    public float value(int i) {
        return value[i];
    }

    public void logProb(int i, float weight) {
        logProb[i] = weight;
    }

    public void entropy(int i, float weight) {
        entropy[i] = weight;
    }

    public void value(int i, float weight) {
        value[i] = weight;
    }
}
