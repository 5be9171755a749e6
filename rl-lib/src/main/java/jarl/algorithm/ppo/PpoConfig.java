package jarl.algorithm.ppo;

import static jarl.config.Checks.atLeast;
import static jarl.config.Checks.between;

import jarl.config.Default;
import jarl.config.Schedule;
import org.jspecify.annotations.Nullable;

/// How [Ppo] learns. The defaults are those of Stable-Baselines3's PPO.
public record PpoConfig(
        @Default("2048") int nSteps, // steps in each environment between two updates
        @Default("64") int batchSize, // steps of experience per gradient step
        @Default("10") int nEpochs, // passes over each rollout
        @Default("0.99") float gamma, // γ, discount per step
        @Default("0.95") float gaeLambda, // λ: 0 trusts the critic, 1 trusts the return
        @Default("0.2") Schedule clipRange, // ε: the policy ratio pays only within 1 ± ε
        @Default("none") ValueClip valueClip, // whether V, too, may move by ε only, and in whose reading
        @Default("true") boolean normalizeAdvantage, // to mean 0 and deviation 1 in each batch
        @Default("0.5") float vfCoef, // c₁ in eq. 9
        @Default("0.0") Schedule entCoef, // c₂ in eq. 9
        @Default("null") @Nullable Float targetKl, // stop the update where KL exceeds 1.5 times this; null: never
        @Default("null") @Nullable Schedule valueLearningRate) { // of the value function; null: the policy's, in one step

    /// What a value that moved further than ε from the old one counts as.
    public enum ValueClip {
        /// What it is.
        NONE,
        /// The clipped value, as in Stable-Baselines3.
        SB3,
        /// Whichever of both has the greater error, as in the code of the paper.
        MAX
    }

    public PpoConfig {
        atLeast("n_steps", 1, nSteps);
        atLeast("batch_size", 2, batchSize); // one step has no spread to normalize by
        atLeast("n_epochs", 1, nEpochs);
        between("gamma", 0, 1, gamma);
        between("gae_lambda", 0, 1, gaeLambda);
        between("clip_range", 0, 1, clipRange);
        atLeast("vf_coef", 0, vfCoef);
        atLeast("ent_coef", 0, entCoef);
        if (targetKl != null) {
            atLeast("target_kl", 0, targetKl);
        }
        if (valueLearningRate != null) {
            atLeast("value_learning_rate", 0, valueLearningRate);
        }
    }
}
