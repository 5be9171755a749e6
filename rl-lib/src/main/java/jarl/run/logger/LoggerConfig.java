package jarl.run.logger;

import static jarl.config.Checks.greaterThan;

import jarl.config.Default;

/// Where metrics go; several at once: `logger=[jsonl,csv]` or `logger.csv=true`. None at all is `logger=disabled`.
public record LoggerConfig(
        @Default("false") boolean jsonl, // metrics.jsonl, one JSON object a line: what plots and tables read
        @Default("false") boolean csv, // csv/, a file for each kind of row
        @Default("false") boolean tensorboard, // tensorboard/, an event file
        @Default("false") boolean console, // lines on standard output
        @Default("1") double systemEvery) { // seconds between two rows of what is measured on the machine

    public LoggerConfig {
        greaterThan("system_every", 0, systemEvery);
    }
}
