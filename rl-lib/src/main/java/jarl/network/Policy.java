package jarl.network;

import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Observation in, action out: a network, the encoding of its inputs, and the head that reads its outputs.
///
/// Does not own the network: whoever opened that closes it.
public final class Policy {
    private final Network network;
    private final Encoding encoding;
    private final Head head;
    private Rows outputs = Rows.of(1, 1);

    public Policy(Network network, Encoding encoding, Head head) {
        if (encoding.width() != network.inputs()) {
            throw new IllegalArgumentException(
                    "Observations are " + encoding.width() + " wide, the network takes " + network.inputs());
        }
        this.network = network;
        this.encoding = encoding;
        this.head = head;
    }

    public Network network() {
        return network;
    }

    public Head head() {
        return head;
    }

    public Encoding encoding() {
        return encoding;
    }

    /// The raw outputs for these observations; the rows hold until the next call.
    public Rows outputs(Rows observations) {
        Rows y = rows(observations.count());
        network.infer(encoding.encode(observations), y);
        return y;
    }

    /// Draws actions, one generator a row.
    public void sample(Rows observations, boolean @Nullable [] masks, RandomGenerator[] random, Rows actions) {
        head.sample(outputs(observations), masks, random, actions);
    }

    /// Takes the most probable action (or the most valued) of each row.
    public void mode(Rows observations, boolean @Nullable [] masks, Rows actions) {
        head.mode(outputs(observations), masks, actions);
    }

    private Rows rows(int count) {
        if (outputs.count() != count || outputs.width() != network.outputs()) {
            outputs = Rows.of(count, network.outputs());
        }
        return outputs;
    }
}
