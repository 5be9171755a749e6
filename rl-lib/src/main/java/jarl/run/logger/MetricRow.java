package jarl.run.logger;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/// One line of `metrics.jsonl`. What is measured on the machine (time, speed, memory) stands in rows of kind `system`
/// alone; all others are the same for the same seed and engine.
///
/// @param kind   what the row speaks of
/// @param step   environment steps taken, all environments together
/// @param values by name, in the order they are written: `iteration`, `episode_return`, `policy_loss`, …
public record MetricRow(Kind kind, long step, Map<String, Number> values) {
    public enum Kind {
        ITERATION,
        EPISODE,
        EVALUATION,
        SYSTEM;

        /// As a row has it: `iteration`.
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public MetricRow {
        values = new LinkedHashMap<>(values);
    }
}
