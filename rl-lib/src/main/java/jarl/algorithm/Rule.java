package jarl.algorithm;

import jarl.experience.Batch;
import jarl.network.Outputs;
import jarl.network.Weights;

/// A learning rule as the weights that its loss puts on ∇log π, ∇V and ∇H of each step: the mathematics of one paper in
/// a few lines on plain numbers.
@FunctionalInterface
public interface Rule {
    /// Sets `weights` for the steps of `batch`, given what the networks say of them now.
    ///
    /// @return false: the policy has moved far enough; stop before this step
    boolean weigh(Batch batch, Outputs now, Weights weights);
}
