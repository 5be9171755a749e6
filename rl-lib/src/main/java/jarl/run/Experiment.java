package jarl.run;

import jarl.algorithm.Learner;
import jarl.algorithm.LearnerSetup;
import jarl.algorithm.NetworkConfig;
import jarl.config.Config;
import jarl.env.EnvironmentConfig;
import java.util.LinkedHashMap;
import java.util.Map;

/// A config, bound and checked: what a run is made from.
///
/// @param config      as composed
/// @param root        seed, device, engine, threads, loggers
/// @param environment the world
/// @param network     the shape of the learner's networks
/// @param trainer     budget, rates, evaluation, checkpoints
/// @param algorithm   the learning rule's catalogue entry
/// @param options     the rule's own options, a record of the entry's class
public record Experiment(
        Config config,
        RootConfig root,
        EnvironmentConfig environment,
        NetworkConfig network,
        TrainerConfig trainer,
        Algorithms.Entry<?> algorithm,
        Record options) {

    /// Binds every section, and reports all that is wrong with any of them at once.
    ///
    /// @throws jarl.config.ConfigException if anything is wrong
    public static Experiment of(Config config) {
        Algorithms.Entry<?> algorithm = Algorithms.named(String.valueOf(config.value("algorithm.name")));
        Map<String, Class<? extends Record>> sections = new LinkedHashMap<>();
        sections.put("", RootConfig.class);
        sections.put("environment", EnvironmentConfig.class);
        sections.put("network", NetworkConfig.class);
        sections.put("trainer", TrainerConfig.class);
        sections.put("algorithm", algorithm.options());
        if (config.has("launcher")) { // it belongs to the one who trains, not to what is trained
            sections.put("launcher", LauncherConfig.class);
        }
        config.check(sections);
        return new Experiment(
                config,
                config.bind("", RootConfig.class),
                config.bind("environment", EnvironmentConfig.class),
                config.bind("network", NetworkConfig.class),
                config.bind("trainer", TrainerConfig.class),
                algorithm,
                config.bind("algorithm", algorithm.options()));
    }

    Learner learner(LearnerSetup setup) {
        return learner(algorithm, setup);
    }

    private <C extends Record> Learner learner(Algorithms.Entry<C> entry, LearnerSetup setup) {
        return entry.learner().apply(entry.options().cast(options), setup);
    }
}
