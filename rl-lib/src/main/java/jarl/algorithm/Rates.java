package jarl.algorithm;

import jarl.config.Schedule;
import org.jspecify.annotations.Nullable;

/// How far a gradient step goes.
///
/// @param policy      learning rate of the policy
/// @param value       learning rate of the value function, where it has an optimizer of its own
/// @param maxGradNorm bound on the gradient's global norm; infinite: none
public record Rates(float policy, float value, float maxGradNorm) {
    /// Those of a setup at some progress of the run.
    ///
    /// @param value learning rate of the value function; null: the same as the policy's
    public static Rates at(LearnerSetup setup, @Nullable Schedule value, double progress) {
        Schedule policy = setup.learningRate();
        return new Rates(policy.at(progress), (value == null ? policy : value).at(progress), setup.maxGradNorm());
    }
}
