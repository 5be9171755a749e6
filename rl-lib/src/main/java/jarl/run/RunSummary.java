package jarl.run;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// A line of the table of runs.
///
/// @param state   as `run.json` has it, or `damaged` where that cannot be read
/// @param steps   environment steps taken
/// @param best    the best evaluation on the validation seeds; null where there was none
/// @param seconds wall time from its start to its end, or to now; NaN where it has not begun
public record RunSummary(
        Run run,
        String state,
        String algorithm,
        String environment,
        long seed,
        long steps,
        RunRecord.@Nullable Best best,
        double seconds) {

    /// What a table of runs can be sorted by, ascending.
    public enum Order {
        /// As they are listed: oldest first.
        RUN,
        STATE,
        ALGORITHM,
        ENVIRONMENT,
        BEST,
        STEPS,
        TIME;

        private Comparator<RunSummary> comparator() {
            return switch (this) {
                case RUN -> Comparator.comparing(_ -> 0);
                case STATE -> Comparator.comparing(RunSummary::state);
                case ALGORITHM -> Comparator.comparing(RunSummary::algorithm);
                case ENVIRONMENT -> Comparator.comparing(RunSummary::environment);
                case BEST -> Comparator.comparingDouble(RunSummary::bestReturn);
                case STEPS -> Comparator.comparingLong(RunSummary::steps);
                case TIME -> Comparator.comparingDouble(RunSummary::seconds);
            };
        }
    }

    /// Which runs to list.
    ///
    /// @param state       `completed`, …; null: any
    /// @param algorithm   null: any
    /// @param environment the whole name or its beginning; null: any
    public record Filter(@Nullable String state, @Nullable String algorithm, @Nullable String environment)
            implements Predicate<RunSummary> {
        public static final Filter ALL = new Filter(null, null, null);

        @Override
        public boolean test(RunSummary run) {
            return (state == null || run.state.equalsIgnoreCase(state))
                    && (algorithm == null || run.algorithm.equalsIgnoreCase(algorithm))
                    && (environment == null
                            || run.environment.regionMatches(true, 0, environment, 0, environment.length()));
        }
    }

    /// One JSON object: what a program reads.
    @JsonInclude(JsonInclude.Include.ALWAYS)
    public record Json(
            String run,
            String state,
            String algorithm,
            String environment,
            long seed,
            long steps,
            @JsonProperty("best_return") @Nullable Double bestReturn,
            @JsonProperty("best_step") @Nullable Long bestStep,
            @Nullable Double seconds,
            String folder) {}

    /// All runs, oldest first.
    public static List<RunSummary> of(Runs runs) {
        return of(runs, Filter.ALL, Order.RUN);
    }

    /// Those that pass the filter, in this order; equals oldest first.
    public static List<RunSummary> of(Runs runs, Filter filter, Order order) {
        return runs.list().stream().map(RunSummary::of).filter(filter).sorted(order.comparator()).toList();
    }

    public static RunSummary of(Run run) {
        try {
            RunRecord record = run.record();
            return new RunSummary(
                    run, record.state(), record.algorithm(), record.environment(), record.seed(), record.steps(),
                    record.best(), seconds(record));
        } catch (RunException damaged) {
            return new RunSummary(run, "damaged", "", "", 0, 0, null, Double.NaN);
        }
    }

    private static double seconds(RunRecord record) {
        if (record.start() == null) {
            return Double.NaN;
        }
        OffsetDateTime end = record.end() == null
                ? OffsetDateTime.now(ZoneId.systemDefault())
                : OffsetDateTime.parse(record.end());
        long millis = Duration.between(OffsetDateTime.parse(record.start()), end).toMillis();
        return Math.max(0, millis) / 1e3; // the clock may have been set back since
    }

    /// Mean return of the best evaluation; −∞ where there was none.
    public double bestReturn() {
        return best == null ? Double.NEGATIVE_INFINITY : best.meanReturn();
    }

    public Json json() {
        return new Json(
                run.id(), state, algorithm, environment, seed, steps,
                best == null ? null : best.meanReturn(),
                best == null ? null : best.step(),
                Double.isNaN(seconds) ? null : seconds,
                run.folder().path().toString());
    }
}
