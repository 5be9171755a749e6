package jarl.run.logger;

import java.io.PrintStream;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/// Rows as lines on standard output, for a terminal or the log of a cluster: every evaluation, and otherwise the newest
/// row of a kind, at most once a second.
final class ConsoleLines implements MetricLogger {
    private static final long EVERY = 1_000_000_000L; // ns

    private final PrintStream out;
    private long lastIteration = System.nanoTime() - EVERY;

    ConsoleLines(PrintStream out) {
        this.out = out;
    }

    @Override
    public void write(MetricRow row) {
        switch (row.kind()) {
            case EVALUATION -> print(row);
            case ITERATION -> {
                long now = System.nanoTime();
                if (now - lastIteration >= EVERY) {
                    lastIteration = now;
                    print(row);
                }
            }
            case EPISODE, SYSTEM -> {} // the first are too many, the second tell of the machine
        }
    }

    private void print(MetricRow row) {
        String values = row.values().entrySet().stream()
                .map(value -> value.getKey() + " " + text(value.getValue()))
                .collect(Collectors.joining("  "));
        out.printf(Locale.ROOT, "%,11d %-10s  %s%n", row.step(), row.kind().label(), values);
    }

    private static String text(Number value) {
        return value instanceof Long || value instanceof Integer
                ? value.toString()
                : String.format(Locale.ROOT, "%.4g", value.doubleValue());
    }

    @Override
    public Map<String, Long> flush() {
        out.flush();
        return Map.of();
    }

    @Override
    public void close() {
        out.flush(); // standard output stays open for others
    }
}
