package jarl.algorithm;

import jarl.config.Default;
import jarl.network.Activation;
import java.util.List;

/// The shape of a learner's networks.
public record NetworkConfig(
        @Default("[64, 64]") List<Integer> hidden, // widths of the hidden layers
        @Default("tanh") Activation activation, // after each of them
        @Default("false") boolean shared) { // true: policy and value stand on the same hidden layers

    public NetworkConfig {
        hidden = List.copyOf(hidden);
        if (hidden.stream().anyMatch(width -> width < 1)) {
            throw new IllegalArgumentException("hidden holds a width below 1: " + hidden);
        }
    }
}
