package jarl.env;

import static jarl.config.Checks.atLeast;

import jarl.config.Default;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Which world, and how many of it.
///
/// Where options are varied ([Axis]), every episode of training, and every one that judges what was trained, has them
/// drawn anew from the range `train`.
public record EnvironmentConfig(
        @Default("???") String name, // in the catalogue: CartPole-v1
        @Default("8") int numEnvs, // stepped together
        @Default("1") int threads, // that share their steps, for worlds that are slow; the results do not depend on it
        @Default("[]") List<Object> wrappers, // put on in this order; see jarl.env.Wrappers
        @Default("{}") Map<String, @Nullable Object> options, // the world's own, typed by its catalogue entry
        @Default("{}") Map<String, @Nullable Object> vary) { // g: {train: [8.0, 12.0], test: [5.0, 15.0]}

    public EnvironmentConfig {
        atLeast("num_envs", 1, numEnvs);
        atLeast("threads", 1, threads);
        wrappers = List.copyOf(wrappers);
        options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
        vary = Collections.unmodifiableMap(new LinkedHashMap<>(vary));
        check(name, wrappers, options, vary);
    }

    /// The world of this name with its own defaults, alone.
    public static EnvironmentConfig of(String name) {
        return new EnvironmentConfig(name, 1, 1, List.of(), Map.of(), Map.of());
    }

    /// Also the worlds' own checks, where making one is mere computation.
    private static void check(
            String name,
            List<Object> wrappers,
            Map<String, @Nullable Object> options,
            Map<String, @Nullable Object> vary) {
        told("name", () -> Environments.entry(name));
        told("wrappers", () -> Wrappers.of(wrappers));
        if (Environments.isBuiltIn(name)) {
            told("options", () -> Environments.make(name, options).close());
            told("vary", () -> new Varied(name, options, Axis.of(vary)).checkCorners());
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
        return Wrappers.of(wrappers).around(bare());
    }

    private Environment bare() {
        return vary.isEmpty() ? Environments.make(name, options) : new Varied(name, options, axes());
    }

    /// What is varied.
    public List<Axis> axes() {
        return Axis.of(vary);
    }

    /// One world of these: with some options settled, and nothing varied any more.
    ///
    /// @throws IllegalArgumentException if it has no such option
    public EnvironmentConfig settled(Map<String, ?> drawn) {
        Map<String, @Nullable Object> all = new LinkedHashMap<>(options);
        all.putAll(drawn);
        return new EnvironmentConfig(name, numEnvs, threads, wrappers, all, Map.of());
    }

    /// The worlds to train in.
    public VectorEnvironment training() {
        return Wrappers.of(wrappers).normalizing(raw(numEnvs));
    }

    /// Worlds to judge the policy in while it is trained: seen through the statistics of `training`, paid in their own
    /// units.
    public VectorEnvironment validation(VectorEnvironment training, int count) {
        return Wrappers.seenAs(training, raw(count));
    }

    /// Worlds to judge a saved policy in, which brings its own statistics along.
    public VectorEnvironment raw(int count) {
        return vary.isEmpty()
                ? Wrappers.of(wrappers).steppedBy(threads).raw(name, count, options)
                : new Vectorized(this::one, count, threads);
    }
}
