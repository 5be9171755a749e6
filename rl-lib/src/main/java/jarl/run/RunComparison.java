package jarl.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import jarl.run.logger.MetricRow;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Several runs side by side: what they came to, and what they were made from.
///
/// @param measures where each of them stands, and the values of their last rows
/// @param settings those that differ
public record RunComparison(List<Run> runs, List<Measure> measures, List<ConfigDifference> settings) {
    private static final int LAST_ROWS = 1000;
    private static final JsonMapper JSON = new JsonMapper();

    /// One thing that all were asked.
    ///
    /// @param values one for each run, a number or a text; null where it has none
    public record Measure(String name, List<@Nullable Object> values) {}

    /// Reads all of them.
    ///
    /// @throws RunException if there are fewer than two, or one cannot be read
    public static RunComparison of(List<Run> runs) {
        if (runs.size() < 2) {
            throw new RunException("A comparison takes two runs or more");
        }
        List<Map<String, Object>> columns = runs.stream().map(RunComparison::column).toList();
        Set<String> names = new LinkedHashSet<>();
        columns.forEach(column -> names.addAll(column.keySet()));
        List<Measure> measures = new ArrayList<>();
        for (String name : names) {
            List<@Nullable Object> values = new ArrayList<>();
            columns.forEach(column -> values.add(column.get(name)));
            measures.add(new Measure(name, values));
        }
        return new RunComparison(List.copyOf(runs), measures, ConfigDifference.between(runs));
    }

    private static Map<String, Object> column(Run run) {
        RunSummary summary = RunSummary.of(run);
        Map<String, Object> column = new LinkedHashMap<>();
        column.put("state", summary.state());
        column.put("algorithm", summary.algorithm());
        column.put("environment", summary.environment());
        column.put("seed", summary.seed());
        column.put("steps", summary.steps());
        column.put("seconds", summary.seconds());
        RunRecord.Best best = summary.best();
        if (best != null) {
            column.put("best_return", best.meanReturn());
            column.put("best_step", best.step());
        }
        addLast(run, MetricRow.Kind.ITERATION, column);
        addLast(run, MetricRow.Kind.SYSTEM, column);
        return column;
    }

    /// The values of the newest row of a kind, if it is among the last ones.
    private static void addLast(Run run, MetricRow.Kind kind, Map<String, Object> column) {
        for (String line : new MetricsTail(run, LAST_ROWS).next().reversed()) {
            Map<String, Object> row = parse(line);
            if (kind.label().equals(row.get("kind"))) {
                row.forEach(column::putIfAbsent);
                column.keySet().removeAll(Set.of("kind", "step"));
                return;
            }
        }
    }

    private static Map<String, Object> parse(String line) {
        try {
            return JSON.readerForMapOf(Object.class).readValue(line);
        } catch (JsonProcessingException damaged) {
            return Map.of();
        }
    }
}
