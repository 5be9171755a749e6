package jarl.algorithm.reinforce;

import static jarl.config.Checks.atLeast;
import static jarl.config.Checks.between;

import jarl.config.Default;
import jarl.config.Schedule;
import org.jspecify.annotations.Nullable;

/// How [Reinforce] learns.
public record ReinforceConfig(
        @Default("8") int nEpisodes, // whole episodes between two updates, by all environments together
        @Default("0.99") float gamma, // γ, discount per step
        @Default("true") boolean normalizeAdvantage, // to mean 0 and deviation 1 over the episodes
        @Default("0.0") Schedule entCoef, // c, weight of the entropy
        @Default("5") int nValueSteps, // gradient steps that fit V to the returns
        @Default("0.01") @Nullable Schedule valueLearningRate) { // of the value function; null: the policy's

    public ReinforceConfig {
        atLeast("n_episodes", 1, nEpisodes);
        between("gamma", 0, 1, gamma);
        atLeast("ent_coef", 0, entCoef);
        atLeast("n_value_steps", 1, nValueSteps);
        if (valueLearningRate != null) {
            atLeast("value_learning_rate", 0, valueLearningRate);
        }
    }
}
