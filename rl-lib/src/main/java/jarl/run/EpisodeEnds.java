package jarl.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import jarl.run.logger.MetricRow;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// How the training episodes of a run ended, and how often.
///
/// A world says it by a measure of the last step, `death_wall`; where it says nothing, a clock has cut the episode
/// (`time_limit`) or the world has ended it (`end`).
///
/// @param ends the most frequent first
public record EpisodeEnds(List<End> ends) {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String DEATH = "death_";
    private static final String EPISODE = "\"" + MetricRow.Kind.EPISODE.label() + "\"";

    /// One way to end.
    ///
    /// @param by         `wall`, `time_limit`, …
    /// @param episodes   that ended so
    /// @param share      of all episodes, in [0, 1]
    /// @param meanReturn undiscounted
    /// @param meanLength in steps
    public record End(String by, long episodes, double share, double meanReturn, double meanLength) {}

    /// What is added up of one way.
    private static final class Sum {
        private long episodes;
        private double returns;
        private double lengths;

        void add(JsonNode row) {
            episodes++;
            returns += row.path("episode_return").asDouble();
            lengths += row.path("episode_length").asDouble();
        }

        End end(String by, long all) {
            return new End(by, episodes, (double) episodes / all, returns / episodes, lengths / episodes);
        }
    }

    /// Counts those of a run, from its `metrics.jsonl`, a piece at a time.
    ///
    /// @throws RunException if it has no such rows
    public static EpisodeEnds of(Run run) {
        Map<String, Sum> sums = new TreeMap<>();
        var rows = new MetricsTail(run);
        for (List<String> lines = rows.next(); !lines.isEmpty(); lines = rows.next()) {
            lines.stream().filter(line -> line.contains(EPISODE)).forEach(line -> add(line, sums));
        }
        if (sums.isEmpty()) {
            throw new RunException(run + " has no rows of episodes in " + run.folder().metrics()
                    + ": none has ended yet, or it is logged otherwise (logger=jsonl)");
        }
        long all = sums.values().stream().mapToLong(sum -> sum.episodes).sum();
        List<End> ends = new ArrayList<>();
        sums.forEach((by, sum) -> ends.add(sum.end(by, all)));
        ends.sort(Comparator.comparingLong(End::episodes).reversed());
        return new EpisodeEnds(List.copyOf(ends));
    }

    /// A line that a kill has left damaged is passed over.
    private static void add(String line, Map<String, Sum> sums) {
        try {
            JsonNode row = JSON.readTree(line);
            sums.computeIfAbsent(by(row), _ -> new Sum()).add(row);
        } catch (JsonProcessingException damaged) {
            return;
        }
    }

    private static String by(JsonNode row) {
        for (Map.Entry<String, JsonNode> value : row.properties()) {
            if (value.getKey().startsWith(DEATH) && value.getValue().asDouble() > 0) {
                return value.getKey().substring(DEATH.length());
            }
        }
        return row.path("truncated").asInt() == 1 ? "time_limit" : "end";
    }
}
