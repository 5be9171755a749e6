package jarl.studio.launch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// One iteration of some trainer, as an `@METRIC` line tells it. Numbers that are missing are NaN; keys that nobody knows
/// stay readable in `values`.
///
/// @param source    the label that the trainer was given
/// @param iteration counted by the trainer
/// @param steps     environment steps taken so far
/// @param reward    over the episodes that the trainer counts
/// @param policies  the same for each policy, by its id
/// @param values    every number of the line, by its key
public record MetricSample(
        String source,
        long iteration,
        long steps,
        Reward reward,
        Map<String, Reward> policies,
        Map<String, Double> values) {
    private static final JsonMapper JSON = new JsonMapper();

    /// Returns of episodes; NaN where there were none.
    public record Reward(double mean, double min, double max) {}

    /// Reads a line of output.
    ///
    /// @return empty for any other line, a damaged one, or a sample of a kind that is not an iteration
    public static Optional<MetricSample> parse(String line) {
        if (!line.startsWith(MetricLines.MARK)) {
            return Optional.empty();
        }
        try {
            JsonNode json = JSON.readTree(line.substring(MetricLines.MARK.length()));
            return json != null && json.path("kind").asText().equals("iteration")
                    ? Optional.of(of(json))
                    : Optional.empty();
        } catch (JsonProcessingException damaged) {
            return Optional.empty();
        }
    }

    private static MetricSample of(JsonNode json) {
        Map<String, Reward> policies = new LinkedHashMap<>();
        json.path("policies").properties().forEach(policy ->
                policies.put(policy.getKey(), reward(policy.getValue(), "reward_")));
        Map<String, Double> values = new LinkedHashMap<>();
        json.properties().forEach(entry -> {
            if (entry.getValue().isNumber()) {
                values.put(entry.getKey(), entry.getValue().asDouble());
            }
        });
        return new MetricSample(
                json.path("source").asText(),
                json.path("training_iteration").asLong(),
                json.path("timesteps_total").asLong(),
                reward(json, "episode_reward_"),
                policies,
                values);
    }

    private static Reward reward(JsonNode json, String prefix) {
        return new Reward(number(json, prefix + "mean"), number(json, prefix + "min"), number(json, prefix + "max"));
    }

    private static double number(JsonNode json, String key) {
        return json.path(key).asDouble(Double.NaN);
    }
}
