package jarl.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import jarl.config.Composer;
import jarl.config.Config;
import jarl.run.checkpoint.AtomicFiles;
import jarl.run.logger.LoggerConfig;
import jarl.run.logger.Loggers;
import jarl.run.logger.MetricRow;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The folder of a training that a program of any make does: its record, its rows, its words. It is listed, tailed,
/// plotted and asked like any other; there are no checkpoints in it, so it is neither resumed nor judged.
public final class ForeignRun {
    static final String ENGINE = "foreign";
    private static final double SYSTEM_EVERY = 1; // s

    private final Run run;
    private final RunLock lock;
    private final BufferedWriter log;
    private final Loggers loggers;
    private final Stopwatch watch = new Stopwatch();
    private RunRecord record;
    private long steps;
    private double nextSystemRow = SYSTEM_EVERY;
    private boolean ended;

    private ForeignRun(Run run, RunLock lock, Config config, RunRecord record) throws IOException {
        this.run = run;
        this.lock = lock;
        this.record = record;
        log = Files.newBufferedWriter(run.folder().log());
        var jsonLines = new LoggerConfig(true, false, false, false, SYSTEM_EVERY);
        loggers = new Loggers(jsonLines, run.folder().path(), 0, config.toMap(), config.toResolvedYaml());
    }

    /// Makes the folder.
    ///
    /// @param command     that is run
    /// @param algorithm   what a table shall call it: `sb3-ppo`
    /// @param environment what a table shall call its world
    /// @throws UncheckedIOException if it cannot be written
    public static ForeignRun begin(List<String> command, String algorithm, String environment, Path outputs) {
        Config config = config(command, algorithm, environment);
        var run = new Run(RunFolder.create(outputs, LocalDateTime.now(ZoneId.systemDefault())));
        RunFiles.writeConfig(run.folder(), config);
        AtomicFiles.write(run.folder().resolvedConfig(), config.toYaml()); // nothing to resolve; a ${ in it stays escaped
        RunLock lock = RunLock.take(run);
        try {
            RunRecord record = RunRecord.foreign(run.id(), algorithm, environment).running(RunFiles.now());
            run.write(record);
            return new ForeignRun(run, lock, config, record);
        } catch (IOException failure) {
            lock.close();
            throw unwritable(run, failure);
        }
    }

    /// What it was made from, as far as anybody knows.
    private static Config config(List<String> command, String algorithm, String environment) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("algorithm", Map.of("name", literal(algorithm)));
        all.put("environment", Map.of("name", literal(environment)));
        all.put("command", command.stream().map(ForeignRun::literal).toList());
        try {
            return Composer.overFiles(Map.of("foreign.yaml", new JsonMapper().writeValueAsString(all))) // JSON is YAML
                    .compose("foreign", List.of());
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /// A text in which nothing is interpolated.
    private static String literal(String text) {
        return text.replace("${", "\\${");
    }

    public Run run() {
        return run;
    }

    /// Writes what one of its iterations told.
    ///
    /// @param step   environment steps taken so far
    /// @param values by name, in the order they are written
    /// @throws UncheckedIOException if it cannot be written
    public void iteration(long step, Map<String, Number> values) {
        steps = step;
        write(MetricRow.Kind.ITERATION, values);
        if (watch.seconds() >= nextSystemRow) {
            nextSystemRow = watch.seconds() + SYSTEM_EVERY;
            system();
        }
    }

    private void system() {
        Map<String, Number> values = new LinkedHashMap<>();
        values.put("time", watch.seconds());
        values.put("steps_per_second", watch.perSecond(steps));
        write(MetricRow.Kind.SYSTEM, values);
        record(record.at(steps, null));
    }

    private void write(MetricRow.Kind kind, Map<String, Number> values) {
        try {
            loggers.write(new MetricRow(kind, steps, values));
            loggers.flush();
        } catch (IOException failure) {
            throw unwritable(run, failure);
        }
    }

    /// Keeps what else it said, in `train.log`.
    ///
    /// @throws UncheckedIOException if it cannot be written
    public void said(String line) {
        try {
            log.append(line).append('\n');
            log.flush();
        } catch (IOException failure) {
            throw unwritable(run, failure);
        }
    }

    /// Writes how it ended; what comes after is not heard any more.
    ///
    /// @param exitCode of the program; 128 and the signal's number where one ended it
    /// @param stopped  whether it was asked to stop
    /// @throws UncheckedIOException if it cannot be written
    public void end(int exitCode, boolean stopped) {
        if (ended) {
            return;
        }
        system();
        boolean asked = stopped || ProcessEnd.wasAsked(exitCode);
        RunState how = asked ? RunState.INTERRUPTED : exitCode == 0 ? RunState.COMPLETED : RunState.ERROR;
        end(how, how == RunState.ERROR ? ProcessEnd.words(exitCode) + " See train.log." : null);
    }

    /// Writes that it never began.
    public void fail(String why) {
        end(RunState.ERROR, why);
    }

    private void end(RunState how, @Nullable String problem) {
        ended = true;
        try (lock; log; loggers) {
            record(record.ended(how, RunFiles.now(), problem));
        } catch (IOException failure) {
            throw unwritable(run, failure);
        }
    }

    private void record(RunRecord newest) {
        record = newest;
        run.write(newest);
    }

    private static UncheckedIOException unwritable(Run run, IOException failure) {
        return new UncheckedIOException(
                "Cannot write into " + run.folder().path() + ": " + failure.getMessage(), failure);
    }
}
