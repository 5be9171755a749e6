package jarl.run.judge;

import java.util.List;

/// A recipe of `configs/experiment` and what it must come to on seeds that neither training nor the choice of the best
/// checkpoint has seen.
///
/// @param experiment name of the file
/// @param episodes   greedy episodes that judge each training
/// @param each       mean return that every training must reach; −∞: none
/// @param median     mean return that half of the trainings must reach
/// @param source     where these thresholds come from
public record Recipe(String experiment, int episodes, double each, double median, String source) {
    private static final String SOLVED = "solved: 475 of 500";
    private static final String LAKE = "the optimum, 0.744, less three standard errors";
    private static final String TAXI = "the optimum, 7.93, less three standard errors";
    private static final String ZOO = "rl-zoo's published mean less its spread";

    /// All recipes with a threshold.
    public static final List<Recipe> ALL = List.of(
            every("cartpole_reinforce", 475, SOLVED),
            every("cartpole_a2c", 475, SOLVED),
            every("cartpole_ppo", 475, SOLVED),
            every("cartpole_grpo", 475, SOLVED),
            every("cartpole_dpo", 475, SOLVED),
            every("cartpole_dqn", 475, SOLVED),
            every("cartpole_double_dqn", 475, SOLVED),
            half("acrobot_ppo", -73.5 - 18.2, ZOO),
            half("mountaincar_ppo", -110.4 - 19.5, ZOO),
            half("mountaincar_dqn", -100.8 - 9.9, ZOO),
            half("mountaincarcontinuous_ppo", 88.3 - 2.6, ZOO),
            half("pendulum_ppo", -172.2 - 104.2, ZOO),
            every("pendulum_sac", -200, "within rl-zoo's spread"),
            every("cliffwalking_dqn", -13, "the optimum"),
            new Recipe("frozenlake_ppo", 1000, 0.70, 0.70, LAKE),
            new Recipe("frozenlake_dqn", 1000, 0.70, 0.70, LAKE),
            new Recipe("taxi_ppo", 1000, 7.68, 7.68, TAXI),
            new Recipe("taxi_dqn", 1000, 7.68, 7.68, TAXI),
            new Recipe("snake_ppo", 20, 10, 15, "as many apples, of which a return counts less than one each"));

    private static Recipe every(String experiment, double each, String source) {
        return new Recipe(experiment, 20, each, each, source);
    }

    private static Recipe half(String experiment, double median, String source) {
        return new Recipe(experiment, 20, Double.NEGATIVE_INFINITY, median, source);
    }

    /// The recipe of this name.
    ///
    /// @throws IllegalArgumentException if none has it; the message names all
    public static Recipe named(String experiment) {
        return ALL.stream()
                .filter(recipe -> recipe.experiment().equals(experiment))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("No recipe called " + experiment + " has a threshold; there"
                        + " are: " + String.join(", ", ALL.stream().map(Recipe::experiment).toList())));
    }
}
