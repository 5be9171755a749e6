package jarl.network;

import java.util.List;

/// One column block of a network's output, with the layers that are its own.
///
/// @param name       for parameters, optimizers and exports: `actor`, `critic`, `q`, `log_std`
/// @param hidden     widths of its own hidden layers, from the input (or the torso) up; empty: one linear layer
/// @param outputs    width of its block
/// @param gain       of the orthogonal initialisation of the last layer: 0.01 for a policy, 1 for a value; for a
///                   constant the value that each output starts with
/// @param constant   true: the block is one trainable row, the same for each input (a state-independent log σ)
public record Tower(String name, List<Integer> hidden, int outputs, float gain, boolean constant) {
    public Tower {
        hidden = List.copyOf(hidden);
        if (outputs < 1 || hidden.stream().anyMatch(width -> width < 1)) {
            throw new IllegalArgumentException(
                    "Tower " + name + " has a layer of width below 1: " + hidden + ", " + outputs);
        }
        if (constant && !hidden.isEmpty()) {
            throw new IllegalArgumentException("Tower " + name + " is constant, so it has no hidden layers");
        }
    }

    public static Tower of(String name, List<Integer> hidden, int outputs, double gain) {
        return new Tower(name, hidden, outputs, (float) gain, false);
    }

    /// `outputs` trainable numbers, each beginning with `start`.
    public static Tower constant(String name, int outputs, double start) {
        return new Tower(name, List.of(), outputs, (float) start, true);
    }
}
