package jarl.algorithm.a2c;

import static jarl.config.Checks.atLeast;
import static jarl.config.Checks.between;

import jarl.config.Default;
import jarl.config.Schedule;
import org.jspecify.annotations.Nullable;

/// How [A2c] learns. The defaults are those of Stable-Baselines3's A2C, whose learning rate is 7e-4.
public record A2cConfig(
        @Default("5") int nSteps, // steps in each environment between two updates
        @Default("0.99") float gamma, // γ, discount per step
        @Default("1.0") float gaeLambda, // λ: 1 is the n-step return of the paper
        @Default("false") boolean normalizeAdvantage, // to mean 0 and deviation 1 in each update
        @Default("0.5") float vfCoef, // weight of the value loss
        @Default("0.0") Schedule entCoef, // weight of the entropy
        @Default("true") boolean useRmsProp, // false: Adam
        @Default("1e-5") float rmsPropEps, // ε of RMSprop, and of Adam
        @Default("null") @Nullable Schedule valueLearningRate) { // of the value function; null: the policy's, in one step

    public A2cConfig {
        atLeast("n_steps", 1, nSteps);
        between("gamma", 0, 1, gamma);
        between("gae_lambda", 0, 1, gaeLambda);
        atLeast("vf_coef", 0, vfCoef);
        atLeast("ent_coef", 0, entCoef);
        atLeast("rms_prop_eps", 0, rmsPropEps);
        if (valueLearningRate != null) {
            atLeast("value_learning_rate", 0, valueLearningRate);
        }
    }
}
