package jarl.run;

import static jarl.config.Checks.oneOf;

import jarl.config.Default;

/// Where metrics go.
public record LoggerConfig(
        @Default("jsonl") String type) { // jsonl | disabled

    public LoggerConfig {
        oneOf("type", type, "jsonl", "disabled");
    }
}
