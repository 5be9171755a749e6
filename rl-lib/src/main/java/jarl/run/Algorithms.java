package jarl.run;

import jarl.algorithm.Learner;
import jarl.algorithm.LearnerSetup;
import jarl.algorithm.a2c.A2c;
import jarl.algorithm.a2c.A2cConfig;
import jarl.algorithm.dpo.Dpo;
import jarl.algorithm.dpo.DpoConfig;
import jarl.algorithm.dqn.Dqn;
import jarl.algorithm.dqn.DqnConfig;
import jarl.algorithm.grpo.Grpo;
import jarl.algorithm.grpo.GrpoConfig;
import jarl.algorithm.ppo.Ppo;
import jarl.algorithm.ppo.PpoConfig;
import jarl.algorithm.reinforce.Reinforce;
import jarl.algorithm.reinforce.ReinforceConfig;
import jarl.algorithm.sac.Sac;
import jarl.algorithm.sac.SacConfig;
import jarl.config.Nearest;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.BiFunction;

/// The catalogue of learning rules, by the name that `algorithm.name` gives.
public final class Algorithms {
    private static final Map<String, Entry<?>> ENTRIES = new ConcurrentSkipListMap<>();

    static {
        register("a2c", A2cConfig.class, A2c::new);
        register("dpo", DpoConfig.class, (config, setup) -> new Dpo(config, setup, PreferenceFile.of(config, setup)));
        register("dqn", DqnConfig.class, Dqn::new);
        register("grpo", GrpoConfig.class, Grpo::new);
        register("ppo", PpoConfig.class, Ppo::new);
        register("reinforce", ReinforceConfig.class, Reinforce::new);
        register("sac", SacConfig.class, Sac::new);
    }

    private Algorithms() {}

    /// A learning rule: its options, and how a learner is made from them.
    ///
    /// @param name    as `algorithm.name` gives it
    /// @param options what binds the group `algorithm`; checks itself
    /// @param learner makes a learner that owns nothing of its setup
    public record Entry<C extends Record>(
            String name, Class<C> options, BiFunction<C, LearnerSetup, ? extends Learner> learner) {}

    /// Adds a learning rule, or replaces the one of this name.
    public static <C extends Record> void register(
            String name, Class<C> options, BiFunction<C, LearnerSetup, ? extends Learner> learner) {
        ENTRIES.put(name, new Entry<>(name, options, learner));
    }

    /// All of them, by name.
    public static List<Entry<?>> all() {
        return List.copyOf(ENTRIES.values());
    }

    /// The rule of this name.
    ///
    /// @throws IllegalArgumentException if there is no rule of this name; the message suggests the nearest
    public static Entry<?> named(String name) {
        Entry<?> entry = ENTRIES.get(name);
        if (entry == null) {
            throw new IllegalArgumentException("No learning rule is called \"" + name + "\""
                    + Nearest.suggestion(name, ENTRIES.keySet()) + ". There are: " + String.join(", ", ENTRIES.keySet()));
        }
        return entry;
    }
}
