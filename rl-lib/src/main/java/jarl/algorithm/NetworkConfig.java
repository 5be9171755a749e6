package jarl.algorithm;

import jarl.config.Default;
import jarl.network.Activation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The shape of a learner's networks.
public record NetworkConfig(
        @Default("[64, 64]") List<Integer> hidden, // widths of the hidden layers
        @Default("null") @Nullable Activation activation, // after each of them; null: the rule's own
        @Default("false") boolean shared) { // true: policy and value stand on the same hidden layers

    public NetworkConfig {
        hidden = List.copyOf(hidden);
        if (hidden.stream().anyMatch(width -> width < 1)) {
            throw new IllegalArgumentException("hidden holds a width below 1: " + hidden);
        }
    }

    /// The activation that is asked for, or else the rule's own.
    public Activation activationOr(Activation own) {
        return activation == null ? own : activation;
    }
}
