package jarl.run;

import static jarl.config.Checks.atLeast;

import jarl.config.Default;
import jarl.env.VectorEnvironment;
import jarl.env.Wrappers;
import java.util.List;
import java.util.Map;

/// Which world, and how many of it.
public record EnvironmentConfig(
        @Default("???") String name, // in the catalogue: CartPole-v1
        @Default("8") int numEnvs, // stepped together
        @Default("[]") List<Object> wrappers, // put on in this order; see jarl.env.Wrappers
        @Default("{}") Map<String, Object> options) { // the environment's own

    public EnvironmentConfig {
        atLeast("num_envs", 1, numEnvs);
        wrappers = List.copyOf(wrappers);
        options = Map.copyOf(options);
        check(wrappers);
    }

    private static void check(List<Object> wrappers) {
        try {
            Wrappers.of(wrappers);
        } catch (IllegalArgumentException wrong) {
            throw new IllegalArgumentException("wrappers: " + wrong.getMessage(), wrong);
        }
    }

    /// The worlds to train in.
    VectorEnvironment training() {
        return Wrappers.of(wrappers).training(name, numEnvs, options);
    }

    /// Worlds to judge the policy in while it is trained: seen through the statistics of `training`, paid in their own
    /// units.
    VectorEnvironment validation(VectorEnvironment training, int count) {
        return Wrappers.of(wrappers).evaluation(training, name, count, options);
    }

    /// Worlds to judge a saved policy in, which brings its own statistics along.
    VectorEnvironment raw(int count) {
        return Wrappers.of(wrappers).raw(name, count, options);
    }
}
