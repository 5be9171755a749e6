package jarl.network;

/// How an optimizer moves, with PyTorch's definitions.
public sealed interface OptimizerConfig {

    /// Adam: m ← β₁m + (1−β₁)g, v ← β₂v + (1−β₂)g², θ ← θ − α·m̂/(√v̂ + ε).
    ///
    /// @see <a href="https://arxiv.org/abs/1412.6980">Kingma and Ba (2015), algorithm 1</a>
    record Adam(float beta1, float beta2, float epsilon) implements OptimizerConfig {}

    /// RMSprop: v ← αv + (1−α)g², θ ← θ − lr·g/(√v + ε), not centred, no momentum.
    record RmsProp(float alpha, float epsilon) implements OptimizerConfig {}

    /// Adam with β = (0.9, 0.999).
    static OptimizerConfig adam(double epsilon) {
        return new Adam(0.9f, 0.999f, (float) epsilon);
    }

    static OptimizerConfig rmsProp(double epsilon) {
        return new RmsProp(0.99f, (float) epsilon);
    }
}
