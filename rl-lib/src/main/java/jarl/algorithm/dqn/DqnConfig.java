package jarl.algorithm.dqn;

import static jarl.config.Checks.atLeast;
import static jarl.config.Checks.between;
import static jarl.config.Checks.greaterThan;
import static jarl.config.Checks.that;

import jarl.config.Default;
import jarl.config.Schedule;

/// How [Dqn] learns. The defaults are those of Stable-Baselines3's DQN.
public record DqnConfig(
        @Default("1000000") int bufferSize, // steps remembered; the end of each episode takes the place of one more
        @Default("100") int learningStarts, // environment steps at random before the first update
        @Default("32") int batchSize, // steps of experience per gradient step
        @Default("0.99") float gamma, // γ, discount per step
        @Default("4") int trainFreq, // steps in each environment between two rounds of updates
        @Default("1") int gradientSteps, // of one round; -1: as many as environment steps were taken
        @Default("10000") int targetUpdateInterval, // environment steps between two updates of the target network
        @Default("1.0") float tau, // τ: how far the target network moves towards the online one; 1 copies it
        @Default("0.1") double explorationFraction, // of the run, over which ε falls
        @Default("1.0") double explorationInitialEps, // ε, chance of a random action, at the start
        @Default("0.05") double explorationFinalEps, // ε from then on
        @Default("false") boolean double_, // the online network chooses the action that the target network judges
        @Default("false") boolean dueling, // separate streams for V(s) and the advantages
        @Default("1") int nStep, // rewards that count before the value of what comes after
        @Default("false") boolean prioritized, // steps are drawn by their TD error
        @Default("0.6") double priorityAlpha, // α: 0 draws all alike, 1 in proportion to the error
        @Default("linear:0.4:1") Schedule priorityBeta) { // β: how far importance weights make up for that

    public DqnConfig {
        atLeast("buffer_size", 1, bufferSize);
        atLeast("learning_starts", 0, learningStarts);
        atLeast("batch_size", 1, batchSize);
        between("gamma", 0, 1, gamma);
        atLeast("train_freq", 1, trainFreq);
        that("gradient_steps", gradientSteps >= 1 || gradientSteps == -1, "at least 1, or -1", gradientSteps);
        atLeast("target_update_interval", 1, targetUpdateInterval);
        greaterThan("tau", 0, tau);
        between("tau", 0, 1, tau);
        between("exploration_fraction", 0, 1, explorationFraction);
        between("exploration_initial_eps", 0, 1, explorationInitialEps);
        between("exploration_final_eps", 0, 1, explorationFinalEps);
        atLeast("n_step", 1, nStep);
        between("priority_alpha", 0, 1, priorityAlpha);
        between("priority_beta", 0, 1, priorityBeta);
    }

    /// ε after this part of the run, in [0, 1]: linear over the first [#explorationFraction], then constant.
    double epsilon(double progress) {
        double explored = explorationFraction == 0 ? 1 : Math.min(1, progress / explorationFraction);
        return explorationInitialEps + explored * (explorationFinalEps - explorationInitialEps);
    }
}
