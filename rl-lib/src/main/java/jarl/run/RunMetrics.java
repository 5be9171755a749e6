package jarl.run;

import jarl.algorithm.Iteration;
import jarl.config.Config;
import jarl.evaluation.Evaluation;
import jarl.experience.Episode;
import jarl.run.logger.Loggers;
import jarl.run.logger.MetricRow;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Turns what happens in a training into rows, and hands them to the loggers.
final class RunMetrics implements Closeable {
    private final Run run;
    private final TrainingRecord state;
    private final Stopwatch watch;
    private final Machine machine;
    private final Loggers loggers;
    private final double systemEvery; // s
    private double nextSystemRow; // s

    /// Opens the loggers, whose files end where the next row goes: to be called after a restore, not before.
    RunMetrics(Run run, Parts parts, TrainingRecord state, Stopwatch watch) {
        this.run = run;
        this.state = state;
        this.watch = watch;
        machine = Machine.watched(parts.engine.device());
        systemEvery = parts.experiment.root().logger().systemEvery();
        nextSystemRow = systemEvery;
        try {
            Config config = parts.experiment.config();
            loggers = new Loggers(
                    parts.experiment.root().logger(),
                    run.folder().path(),
                    state.steps,
                    settings(config),
                    config.toResolvedYaml());
        } catch (IOException failure) {
            throw unwritable(failure);
        }
    }

    private static Map<String, Object> settings(Config config) {
        Map<String, Object> settings = new LinkedHashMap<>();
        config.origins().keySet().forEach(key -> {
            Object value = config.value(key);
            settings.put(key, value == null ? "null" : value);
        });
        return settings;
    }

    /// Rows of the episodes that ended and of the iteration itself; and of the machine, where it is time.
    ///
    /// @param first number of the first of its episodes
    void iteration(Iteration iteration, long first) {
        List<Episode> episodes = iteration.episodes();
        for (int i = 0; i < episodes.size(); i++) {
            write(MetricRow.Kind.EPISODE, episodes.get(i).steps(), values(first + i, episodes.get(i)));
        }
        Map<String, Number> values = new LinkedHashMap<>();
        values.put("iteration", iteration.number());
        values.putAll(iteration.measures());
        if (state.episodes > 0) {
            values.put("mean_return_100", state.meanReturn());
        }
        write(MetricRow.Kind.ITERATION, iteration.environmentSteps(), values);
        if (!loggers.isEmpty() && watch.seconds() >= nextSystemRow) {
            system();
        }
    }

    private static Map<String, Number> values(long number, Episode ended) {
        Map<String, Number> values = new LinkedHashMap<>();
        values.put("episode", number);
        values.put("episode_return", ended.episodeReturn());
        values.put("episode_length", ended.length());
        values.put("truncated", ended.truncated() ? 1 : 0);
        values.putAll(ended.measures());
        return values;
    }

    void evaluation(Evaluation evaluation) {
        Map<String, Number> values = new LinkedHashMap<>();
        values.put("iteration", state.iteration);
        values.put("mean_return", evaluation.meanReturn());
        values.put("std_return", evaluation.stdReturn());
        values.put("mean_length", evaluation.meanLength());
        values.put("episodes", evaluation.episodes().size());
        write(MetricRow.Kind.EVALUATION, state.steps, values);
    }

    /// A row of what is measured on the machine.
    void system() {
        Map<String, Number> values = new LinkedHashMap<>();
        values.put("time", watch.seconds());
        values.put("steps_per_second", watch.perSecond(state.steps));
        values.putAll(machine.measures());
        write(MetricRow.Kind.SYSTEM, state.steps, values);
        nextSystemRow = watch.seconds() + systemEvery;
        flush();
    }

    private void write(MetricRow.Kind kind, long step, Map<String, Number> values) {
        if (loggers.isEmpty()) {
            return;
        }
        try {
            loggers.write(new MetricRow(kind, step, values));
        } catch (IOException failure) {
            throw unwritable(failure);
        }
    }

    /// Hands all rows to the operating system.
    ///
    /// @return how long the growing files of the run are now, in bytes
    Map<String, Long> flush() {
        try {
            return loggers.flush();
        } catch (IOException failure) {
            throw unwritable(failure);
        }
    }

    private UncheckedIOException unwritable(IOException failure) {
        return new UncheckedIOException(
                "Cannot write the metrics of " + run.folder().path() + ": " + failure.getMessage()
                        + ". Training stopped at step " + state.steps
                        + "; the last checkpoint is whole. Make room, then: ./jarl resume " + run.id(),
                failure);
    }

    @Override
    public void close() {
        machine.close();
        try {
            loggers.close();
        } catch (IOException failure) {
            throw unwritable(failure);
        }
    }
}
