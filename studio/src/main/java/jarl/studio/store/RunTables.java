package jarl.studio.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import jarl.env.Axis;
import jarl.evaluation.Evaluation;
import jarl.run.ConfigDifference;
import jarl.run.EpisodeEnds;
import jarl.run.MetricsTail;
import jarl.run.Run;
import jarl.run.RunComparison;
import jarl.run.RunException;
import jarl.run.RunSummary;
import jarl.run.judge.Generalization;
import jarl.run.judge.Judgement;
import jarl.run.judge.ScoreComparison;
import jarl.run.replay.Replay;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/// Runs as Tablesaw tables.
public final class RunTables {
    private static final ObjectReader ROW = new JsonMapper().readerForMapOf(Object.class);

    private RunTables() {}

    /// A row for each run: `run`, `state`, `algorithm`, `environment`, `seed`, `best_return`, `best_step`, `steps`,
    /// `seconds`.
    public static Table runs(List<RunSummary> runs) {
        return Table.create(
                "runs",
                StringColumn.create("run", runs.stream().map(run -> run.run().id())),
                StringColumn.create("state", runs.stream().map(RunSummary::state)),
                StringColumn.create("algorithm", runs.stream().map(RunSummary::algorithm)),
                StringColumn.create("environment", runs.stream().map(RunSummary::environment)),
                LongColumn.create("seed", runs.stream().mapToLong(RunSummary::seed)),
                column("best_return", runs.stream().map(run -> run.best() == null ? null : run.bestReturn()).toList()),
                column("best_step", runs.stream().map(run -> run.best() == null ? null : run.best().step()).toList()),
                LongColumn.create("steps", runs.stream().mapToLong(RunSummary::steps)),
                DoubleColumn.create("seconds", runs.stream().mapToDouble(RunSummary::seconds).toArray()));
    }

    /// A row for each measure, then one for each setting that differs; a column for each run.
    public static Table comparison(RunComparison comparison) {
        Map<String, List<? extends @Nullable Object>> rows = new LinkedHashMap<>();
        comparison.measures().forEach(measure -> rows.put(measure.name(), measure.values()));
        comparison.settings().forEach(setting -> rows.put(setting.key(), setting.values()));
        return transposed("comparison", "measure", comparison.runs(), rows);
    }

    /// A row for each setting that is not the same in all of them; a column for each run.
    public static Table differences(List<Run> runs) {
        Map<String, List<? extends @Nullable Object>> rows = new LinkedHashMap<>();
        for (ConfigDifference difference : ConfigDifference.between(runs)) {
            rows.put(difference.key(), difference.values());
        }
        return transposed("differences", "setting", runs, rows);
    }

    private static Table transposed(
            String name, String first, List<Run> runs, Map<String, List<? extends @Nullable Object>> rows) {
        List<Column<?>> columns = new ArrayList<>();
        columns.add(StringColumn.create(first, rows.keySet()));
        for (int run = 0; run < runs.size(); run++) {
            List<String> values = new ArrayList<>();
            for (List<? extends @Nullable Object> row : rows.values()) {
                Object value = row.get(run);
                values.add(value == null ? "" : value.toString());
            }
            String id = runs.get(run).id();
            boolean twice = columns.stream().anyMatch(column -> column.name().equals(id));
            columns.add(StringColumn.create(twice ? id + " (" + (run + 1) + ")" : id, values));
        }
        return Table.create(name, columns);
    }

    /// A row for each replay: `replay`, `step`, `seed`, `episode_return`, `length`, `ended_by`.
    public static Table replays(List<Replay> replays) {
        return Table.create(
                "replays",
                StringColumn.create("replay", replays.stream().map(Replay::id)),
                LongColumn.create("step", replays.stream().mapToLong(Replay::step)),
                LongColumn.create("seed", replays.stream().mapToLong(Replay::seed)),
                DoubleColumn.create("episode_return", replays.stream().mapToDouble(Replay::episodeReturn).toArray()),
                LongColumn.create("length", replays.stream().mapToLong(Replay::length)),
                StringColumn.create("ended_by", replays.stream().map(RunTables::end)));
    }

    private static String end(Replay replay) {
        String reason = replay.deathReason();
        return reason != null ? reason : replay.truncated() ? "time_limit" : "end";
    }

    /// A row for each way in which training episodes ended: `ended_by`, `episodes`, `share`, `mean_return`, `mean_length`.
    public static Table ends(EpisodeEnds episodes) {
        List<EpisodeEnds.End> ends = episodes.ends();
        return Table.create(
                "ends",
                StringColumn.create("ended_by", ends.stream().map(EpisodeEnds.End::by)),
                LongColumn.create("episodes", ends.stream().mapToLong(EpisodeEnds.End::episodes)),
                DoubleColumn.create("share", ends.stream().mapToDouble(EpisodeEnds.End::share).toArray()),
                DoubleColumn.create("mean_return", ends.stream().mapToDouble(EpisodeEnds.End::meanReturn).toArray()),
                DoubleColumn.create("mean_length", ends.stream().mapToDouble(EpisodeEnds.End::meanLength).toArray()));
    }

    /// A row for each judged run: return with its interval, success, errors.
    public static Table judgements(List<Judgement> judgements) {
        return Table.create(
                        "judgements",
                        StringColumn.create("run", judgements.stream().map(judgement -> judgement.run().id())),
                        StringColumn.create("algorithm", judgements.stream().map(one -> one.run().record().algorithm())),
                        LongColumn.create("checkpoint", judgements.stream().mapToLong(Judgement::step)))
                .addColumns(figures(judgements.stream().map(Judgement::evaluation).toList()));
    }

    private static Column<?>[] figures(List<Evaluation> all) {
        return new Column<?>[] {
            DoubleColumn.create("mean_return", all.stream().mapToDouble(Evaluation::meanReturn).toArray()),
            DoubleColumn.create("low_95", all.stream().mapToDouble(one -> one.ci95().low()).toArray()),
            DoubleColumn.create("high_95", all.stream().mapToDouble(one -> one.ci95().high()).toArray()),
            column("success", all.stream().map(one -> one.success().map(Evaluation.Rate::share).orElse(null)).toList()),
            LongColumn.create("errors", all.stream().mapToLong(Evaluation::errors))
        };
    }

    /// A row for each learning rule: interquartile mean with its interval, median and mean of its runs' scores.
    public static Table methods(ScoreComparison comparison) {
        List<ScoreComparison.Method> methods = comparison.methods();
        return Table.create(
                "methods",
                StringColumn.create("algorithm", methods.stream().map(ScoreComparison.Method::name)),
                LongColumn.create("runs", methods.stream().mapToLong(method -> method.scores().count())),
                DoubleColumn.create("iqm", methods.stream().mapToDouble(ScoreComparison.Method::iqm).toArray()),
                DoubleColumn.create("low_95", methods.stream().mapToDouble(one -> one.iqmInterval().low()).toArray()),
                DoubleColumn.create("high_95", methods.stream().mapToDouble(one -> one.iqmInterval().high()).toArray()),
                DoubleColumn.create("median", methods.stream().mapToDouble(one -> one.scores().median()).toArray()),
                DoubleColumn.create("mean", methods.stream().mapToDouble(one -> one.scores().mean()).toArray()));
    }

    /// A row for each region of worlds.
    public static Table regions(Generalization generalization) {
        Map<Axis.Region, Evaluation> regions = generalization.regions();
        return Table.create("regions", StringColumn.create("worlds", regions.keySet().stream()
                        .map(region -> region.name().toLowerCase(Locale.ROOT))))
                .addColumns(figures(List.copyOf(regions.values())));
    }

    /// The last rows of a run's metrics, a column for each key.
    ///
    /// @param rows how many, at least 0
    public static Table tail(Run run, int rows) {
        List<Map<String, Object>> last = new ArrayList<>();
        Set<String> keys = new LinkedHashSet<>();
        for (String line : new MetricsTail(run, rows).next()) {
            Map<String, Object> row = parse(run, line);
            last.add(row);
            keys.addAll(row.keySet());
        }
        Table table = Table.create("tail");
        for (String key : keys) {
            List<@Nullable Object> values = new ArrayList<>();
            last.forEach(row -> values.add(row.get(key)));
            table.addColumns(column(key, values));
        }
        return table;
    }

    private static Map<String, Object> parse(Run run, String line) {
        try {
            return ROW.readValue(line);
        } catch (JsonProcessingException damaged) {
            throw new RunException(run.folder().metrics() + " holds a line that is not a JSON object: " + line, damaged);
        }
    }

    /// A column that holds these values: of whole numbers where all are, of numbers where all are, else of text; null
    /// is missing.
    static Column<?> column(String name, List<? extends @Nullable Object> values) {
        boolean whole = values.stream().allMatch(value -> value == null || value instanceof Long || value instanceof Integer);
        boolean numeric = values.stream().allMatch(value -> value == null || value instanceof Number);
        boolean nothing = values.stream().allMatch(value -> value == null);
        Column<?> column = whole && !nothing
                ? LongColumn.create(name)
                : numeric && !nothing ? DoubleColumn.create(name) : StringColumn.create(name);
        values.forEach(value -> append(column, value));
        return column;
    }

    private static void append(Column<?> column, @Nullable Object value) {
        switch (column) {
            case Column<?> any when value == null -> any.appendMissing();
            case LongColumn wholes when value instanceof Number number -> wholes.append(number.longValue());
            case DoubleColumn numbers when value instanceof Number number -> numbers.append(number.doubleValue());
            case StringColumn texts -> texts.append(String.valueOf(value));
            default -> throw new IllegalArgumentException(column.name() + " does not take " + value);
        }
    }
}
