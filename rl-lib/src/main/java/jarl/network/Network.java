package jarl.network;

import org.jspecify.annotations.Nullable;

/// A differentiable map of rows. Its parameters, their gradient and the optimizers' moments belong to the engine; the
/// flat vector of [Layout] is how they travel.
///
/// Not thread-safe: one thread at a time, the one that made it. Closed by who opened it.
public interface Network extends AutoCloseable {
    /// What it is made of.
    NetworkSpec spec();

    default Layout layout() {
        return spec().layout();
    }

    /// Width of an input row.
    default int inputs() {
        return spec().inputs();
    }

    /// Width of an output row.
    default int outputs() {
        return spec().outputs();
    }

    /// Copies the parameters out; shape `[layout().size()]`.
    void parameters(float[] into);

    /// Takes these parameters; shape `[layout().size()]`. Optimizers keep their moments.
    void load(float[] from);

    /// Copies the gradient that [#backward] has summed since the last step; shape `[layout().size()]`.
    void gradient(float[] into);

    /// θ ← τθ′ + (1 − τ)θ; τ = 1 copies. For target networks and π_ref.
    ///
    /// @param from a network of the same spec and engine
    void blend(Network from, float tau);

    /// A network of the same spec and engine with the same parameters, its own from now on.
    Network twin();

    /// Forward; nothing is kept.
    ///
    /// @param x rows `[count, inputs()]`
    /// @param y taken by the result, `[count, outputs()]`
    void infer(Rows x, Rows y);

    /// Forward; keeps what [#backward] needs until the next forward.
    void forward(Rows x, Rows y);

    /// Adds to the gradient what `dy` puts on each parameter, for the rows of the last [#forward].
    ///
    /// @param dy ∂L/∂y, `[count, outputs()]`
    /// @param dx where ∂L/∂x is wanted, `[count, inputs()]`
    void backward(Rows dy, @Nullable Rows dx);

    /// ∂L/∂x alone, for the rows of the last [#forward]; the gradient of the parameters stays as it is. For what learns
    /// through a network without moving it, as SAC's actor does through its critic.
    ///
    /// @param dy ∂L/∂y, `[count, outputs()]`
    /// @param dx taken by ∂L/∂x, `[count, inputs()]`
    void inputGradient(Rows dy, Rows dx);

    /// Forgets the gradient that [#backward] has summed, of all towers, without a step.
    void clearGradient();

    /// An optimizer of these towers (`torso` names the shared layers); none named: all. A tower belongs to one
    /// optimizer at most.
    Optimizer optimizer(OptimizerConfig how, String... towers);

    @Override
    void close();
}
