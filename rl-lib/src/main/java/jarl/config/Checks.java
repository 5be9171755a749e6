package jarl.config;

import java.util.List;

/// The checks of config records. Each throws an IllegalArgumentException that names the key as YAML writes it.
public final class Checks {
    private Checks() {}

    /// lowest ≤ value ≤ highest.
    public static void between(String key, double lowest, double highest, double value) {
        require(
                key,
                value >= lowest && value <= highest,
                "between " + shown(lowest) + " and " + shown(highest),
                shown(value));
    }

    /// The same for every value of the run.
    public static void between(String key, double lowest, double highest, Schedule schedule) {
        require(key, schedule.least() >= lowest && schedule.greatest() <= highest,
                "between " + shown(lowest) + " and " + shown(highest), schedule.toString());
    }

    /// value ≥ lowest.
    public static void atLeast(String key, double lowest, double value) {
        require(key, value >= lowest, "at least " + shown(lowest), shown(value));
    }

    public static void atLeast(String key, double lowest, Schedule schedule) {
        require(key, schedule.least() >= lowest, "at least " + shown(lowest), schedule.toString());
    }

    /// value > bound.
    public static void greaterThan(String key, double bound, double value) {
        require(key, value > bound, "greater than " + shown(bound), shown(value));
    }

    public static void greaterThan(String key, double bound, Schedule schedule) {
        require(key, schedule.least() > bound, "greater than " + shown(bound), schedule.toString());
    }

    /// value ≤ highest.
    public static void atMost(String key, double highest, double value) {
        require(key, value <= highest, "at most " + shown(highest), shown(value));
    }

    /// value < bound.
    public static void lessThan(String key, double bound, double value) {
        require(key, value < bound, "less than " + shown(bound), shown(value));
    }

    /// value is one of the words.
    public static void oneOf(String key, String value, String... words) {
        List<String> known = List.of(words);
        require(key, known.contains(value), "one of " + String.join(", ", known),
                "\"" + value + "\"" + Nearest.suggestion(value, known));
    }

    /// Whatever else must hold, in words: `that("batch_size", batchSize <= rollout, "at most a rollout", batchSize)`.
    public static void that(String key, boolean holds, String rule, Object value) {
        require(key, holds, rule, String.valueOf(value));
    }

    private static void require(String key, boolean holds, String rule, String value) {
        if (!holds) {
            throw new IllegalArgumentException(key + " must be " + rule + ", but is " + value);
        }
    }

    private static String shown(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15 ? String.valueOf((long) value) : Text.number(value);
    }
}
