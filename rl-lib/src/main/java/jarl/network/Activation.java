package jarl.network;

/// What a hidden layer does to each of its sums.
public enum Activation {
    TANH,
    RELU,
    /// x, or 0.01 x below zero, as PyTorch's default.
    LEAKY_RELU,
    SIGMOID,
    LINEAR
}
