package jarl.run;

import jarl.algorithm.NetworkConfig;
import jarl.config.Composer;
import jarl.config.Config;
import jarl.env.EnvironmentConfig;
import jarl.env.Environments;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How the library's own config tree is composed: which record stands behind which option.
public final class Configs {
    private static final String RUN_FOLDER = "hydra.run.dir=";
    private static final String SWEEP_FOLDER = "hydra.sweep.dir=";

    private static final Map<String, Class<? extends Record>> GROUPS = Map.of(
            "environment", EnvironmentConfig.class,
            "network", NetworkConfig.class,
            "trainer", TrainerConfig.class,
            "launcher", LauncherConfig.class);

    /// On `train`'s command line the name of an option also chooses it.
    private static final Map<String, String> CHOOSING = Map.of("algorithm.name=", "algorithm=", "logger.type=", "logger=");

    private Configs() {}

    /// A composer over these directories that knows the records of all options, and the worlds that were registered
    /// beside the files.
    public static Composer composer(Path... directories) {
        Composer composer = Composer.over(directories)
                .schema("", RootConfig.class)
                .section("environment.options", "environment.name", Configs::options);
        for (String world : Environments.names()) {
            composer = composer.option("environment/" + world, "name: \"" + world + "\"\n");
        }
        Map<String, List<String>> options = composer.groups();
        for (var group : GROUPS.entrySet()) {
            for (String option : options.getOrDefault(group.getKey(), List.of())) {
                composer = composer.schema(group.getKey() + "/" + option, group.getValue());
            }
        }
        for (Algorithms.Entry<?> algorithm : Algorithms.all()) {
            composer = composer.option("algorithm/" + algorithm.name(), "name: \"" + algorithm.name() + "\"\n")
                    .schema("algorithm/" + algorithm.name(), algorithm.options());
        }
        return composer;
    }

    /// The options of a world and their defaults; null where the world is unknown, which its name's check tells.
    private static @Nullable Map<String, ?> options(String world) {
        return Environments.isKnown(world) ? Environments.defaults(world) : null;
    }

    /// Composes the primary config with these overrides and checks all of it.
    ///
    /// @throws jarl.config.ConfigException with everything that is wrong
    public static Config experiment(Path configs, List<String> overrides) {
        Config config = composer(configs).compose("config", overrides);
        Experiment.of(config);
        return config;
    }

    /// The world that these overrides choose, `environment=pendulum environment.options.g=9.81`, for a policy that comes
    /// without a run.
    ///
    /// @throws IllegalArgumentException    if none of them does
    /// @throws jarl.config.ConfigException with everything that is wrong
    public static EnvironmentConfig world(Path configs, List<String> overrides) {
        if (overrides.stream().noneMatch(override -> override.startsWith("environment"))) {
            throw new IllegalArgumentException("A policy's file does not say which world it is for; say it:"
                    + " environment=NAME, and its options and wrappers where it was trained with others");
        }
        return composer(configs).compose("config", overrides).bind("environment", EnvironmentConfig.class);
    }

    /// Overrides as `train` reads them: `algorithm.name=X` is `algorithm=X`, `logger.type=X` is `logger=X`.
    ///
    /// @throws IllegalArgumentException if both forms are there
    public static List<String> forTraining(List<String> overrides) {
        List<String> read = new ArrayList<>();
        for (String override : overrides) {
            read.add(CHOOSING.keySet().stream()
                    .filter(override::startsWith)
                    .findFirst()
                    .map(value -> choice(value, override, overrides))
                    .orElse(override));
        }
        return read;
    }

    private static String choice(String value, String override, List<String> overrides) {
        String group = String.valueOf(CHOOSING.get(value));
        overrides.stream().filter(other -> other.startsWith(group)).findFirst().ifPresent(other -> {
            throw new IllegalArgumentException(
                    override + " and " + other + " both choose the option of one group; give one of them");
        });
        return group + override.substring(value.length());
    }

    /// The folder that `hydra.run.dir=PATH` asks for; null where nothing does.
    public static @Nullable Path runFolder(Config config) {
        return asks(config, RUN_FOLDER) ? Path.of(config.runDirectory()) : null;
    }

    /// The folder that `hydra.sweep.dir=PATH` asks for; null where nothing does.
    public static @Nullable Path sweepFolder(Config config) {
        return asks(config, SWEEP_FOLDER) ? Path.of(config.sweepDirectory()) : null;
    }

    private static boolean asks(Config config, String key) {
        return config.overrides().stream().anyMatch(override -> override.startsWith(key));
    }
}
