package jarl.run;

import static jarl.config.Checks.atLeast;

import jarl.config.Default;
import java.util.Map;

/// Which world, and how many of it.
public record EnvironmentConfig(
        @Default("???") String name, // in the catalogue: CartPole-v1
        @Default("8") int numEnvs, // stepped together
        @Default("{}") Map<String, Object> options) { // the environment's own

    public EnvironmentConfig {
        atLeast("num_envs", 1, numEnvs);
        options = Map.copyOf(options);
    }
}
