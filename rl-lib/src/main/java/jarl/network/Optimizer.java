package jarl.network;

import jarl.state.Resumable;

/// Moves the parameters of its towers against their gradient.
public interface Optimizer extends Resumable {
    /// Scales the gradient down to `maxNorm` where its global norm (over this optimizer's towers) is above, as
    /// PyTorch's `clip_grad_norm_` does, makes one step, and clears the gradient.
    ///
    /// @param maxNorm the bound; [Float#POSITIVE_INFINITY]: no clipping
    /// @return the norm before clipping; NaN or infinite where the gradient was, and then nothing has moved
    float step(float learningRate, float maxNorm);
}
