package jarl.env;

import static jarl.config.Checks.atLeast;

import jarl.config.Default;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Which world, and how many of it.
public record EnvironmentConfig(
        @Default("???") String name, // in the catalogue: CartPole-v1
        @Default("8") int numEnvs, // stepped together
        @Default("1") int threads, // that share their steps, for worlds that are slow; the results do not depend on it
        @Default("[]") List<Object> wrappers, // put on in this order; see jarl.env.Wrappers
        @Default("{}") Map<String, @Nullable Object> options) { // the world's own, typed by its catalogue entry

    public EnvironmentConfig {
        atLeast("num_envs", 1, numEnvs);
        atLeast("threads", 1, threads);
        wrappers = List.copyOf(wrappers);
        options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
        check(name, wrappers, options);
    }

    /// Also the worlds' own checks, where making one is mere computation.
    private static void check(String name, List<Object> wrappers, Map<String, @Nullable Object> options) {
        told("name", () -> Environments.entry(name));
        told("wrappers", () -> Wrappers.of(wrappers));
        if (Environments.isBuiltIn(name)) {
            told("options", () -> Environments.make(name, options).close());
        }
    }

    private static void told(String key, Runnable check) {
        try {
            check.run();
        } catch (IllegalArgumentException wrong) {
            throw new IllegalArgumentException(key + ": " + wrong.getMessage(), wrong);
        }
    }

    /// One world, with what is put on each.
    public Environment one() {
        return Wrappers.of(wrappers).around(Environments.make(name, options));
    }

    /// The worlds to train in.
    public VectorEnvironment training() {
        return wrapped().training(name, numEnvs, options);
    }

    /// Worlds to judge the policy in while it is trained: seen through the statistics of `training`, paid in their own
    /// units.
    public VectorEnvironment validation(VectorEnvironment training, int count) {
        return wrapped().evaluation(training, name, count, options);
    }

    /// Worlds to judge a saved policy in, which brings its own statistics along.
    public VectorEnvironment raw(int count) {
        return wrapped().raw(name, count, options);
    }

    private Wrappers wrapped() {
        return Wrappers.of(wrappers).steppedBy(threads);
    }
}
