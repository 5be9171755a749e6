package jarl.algorithm.sac;

import static jarl.config.Checks.atLeast;
import static jarl.config.Checks.between;
import static jarl.config.Checks.greaterThan;
import static jarl.config.Checks.that;

import jarl.config.Default;
import jarl.config.Schedule;
import org.jspecify.annotations.Nullable;

/// How [Sac] learns. The defaults are those of Stable-Baselines3's SAC.
public record SacConfig(
        @Default("1000000") int bufferSize, // steps remembered; the end of each episode takes the place of one more
        @Default("100") int learningStarts, // environment steps at random before the first update
        @Default("256") int batchSize, // steps of experience per gradient step
        @Default("0.99") float gamma, // γ, discount per step
        @Default("1") int trainFreq, // steps in each environment between two rounds of updates
        @Default("1") int gradientSteps, // of one round; -1: as many as environment steps were taken
        @Default("1") int targetUpdateInterval, // gradient steps between two updates of the target critics
        @Default("0.005") float tau, // τ: how far they move towards the critics
        @Default("1") int nStep, // rewards that count before the value of what comes after
        @Default("auto") String entCoef, // α, what entropy is worth: a number, auto, or auto_0.1 to learn from 0.1 on
        @Default("null") @Nullable Float targetEntropy, // H̄, which a learnt α aims at; null: minus the dimensions
        @Default("null") @Nullable Schedule criticLearningRate, // null: trainer.learning_rate
        @Default("null") @Nullable Schedule entropyLearningRate) { // of log α; null: trainer.learning_rate

    private static final String AUTO = "auto";

    public SacConfig {
        atLeast("buffer_size", 1, bufferSize);
        atLeast("learning_starts", 0, learningStarts);
        atLeast("batch_size", 1, batchSize);
        between("gamma", 0, 1, gamma);
        atLeast("train_freq", 1, trainFreq);
        that("gradient_steps", gradientSteps >= 1 || gradientSteps == -1, "at least 1, or -1", gradientSteps);
        atLeast("target_update_interval", 1, targetUpdateInterval);
        greaterThan("tau", 0, tau);
        between("tau", 0, 1, tau);
        atLeast("n_step", 1, nStep);
        that("ent_coef", coefficient(entCoef) >= 0, "a number of at least 0, auto, or auto_NUMBER above 0", entCoef);
        if (criticLearningRate != null) {
            atLeast("critic_learning_rate", 0, criticLearningRate);
        }
        if (entropyLearningRate != null) {
            atLeast("entropy_learning_rate", 0, entropyLearningRate);
        }
    }

    boolean learnsEntCoef() {
        return entCoef.startsWith(AUTO);
    }

    double firstEntCoef() {
        return coefficient(entCoef);
    }

    /// @return −1 where it is no coefficient
    private static double coefficient(String written) {
        if (written.equals(AUTO)) {
            return 1;
        }
        boolean learnt = written.startsWith(AUTO + "_");
        try {
            double value = Double.parseDouble(learnt ? written.substring(AUTO.length() + 1) : written);
            return Double.isFinite(value) && (value > 0 || !learnt) ? value : -1;
        } catch (NumberFormatException notANumber) {
            return -1;
        }
    }
}
