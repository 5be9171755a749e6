package jarl.network;

/// What the heads read from a batch, one entry a row.
public final class Outputs {
    private final float[] logProb;
    private final float[] entropy;
    private final float[] value;

    public Outputs(int capacity) {
        logProb = new float[capacity];
        entropy = new float[capacity];
        value = new float[capacity];
    }

    /// log π(aᵢ|sᵢ), in nats.
    public float logProb(int i) {
        return logProb[i];
    }

    /// H(π(·|sᵢ)), in nats.
    public float entropy(int i) {
        return entropy[i];
    }

    /// V(sᵢ), or Q(sᵢ, aᵢ) where a head of action values has read it.
    public float value(int i) {
        return value[i];
    }

    public void logProb(int i, float of) {
        logProb[i] = of;
    }

    public void entropy(int i, float of) {
        entropy[i] = of;
    }

    public void value(int i, float of) {
        value[i] = of;
    }
}
