package jarl.studio.launch;

import jarl.run.ForeignRun;
import jarl.run.Run;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A trainer of any make, in any language, that tells how it goes by `@METRIC` lines on its output. What it tells becomes
/// a run: rows of its samples, its other lines in `train.log`.
///
/// In memory are the last 2000 samples and the last 500 other lines; a line of more than a million bytes is cut.
public final class ForeignTraining {
    private static final int SAMPLES = 2000;
    private static final int LINES = 500;
    private static final int LONGEST = 1_000_000; // bytes
    private static final Duration GRACE = Duration.ofSeconds(10);
    /// Numbers of a sample that stand in a row by names of ours, and the names that every row has already.
    private static final Set<String> OURS =
            Set.of("training_iteration", "timesteps_total", "kind", "step", "iteration", "policy");

    private final Process process;
    private final ForeignRun run;
    private final Consumer<String> echo;
    private final Thread pump;
    private final ArrayDeque<MetricSample> samples = new ArrayDeque<>();
    private final ArrayDeque<String> lines = new ArrayDeque<>();
    private volatile boolean stopped;
    private @Nullable RuntimeException unwritable;

    private ForeignTraining(Process process, ForeignRun run, Consumer<String> echo) {
        this.process = process;
        this.run = run;
        this.echo = echo;
        pump = Thread.ofPlatform().daemon().name("output of " + process.pid()).start(this::pump);
    }

    /// Starts a command and listens to it.
    ///
    /// @param command     and its arguments; no shell reads them
    /// @param algorithm   what tables shall call it; also the label of its samples
    /// @param environment what tables shall call its world
    /// @param outputs     where the run's folder goes
    /// @param echo        is told each line that is no sample
    /// @throws UncheckedIOException if there is no such command
    public static ForeignTraining start(
            List<String> command, String algorithm, String environment, Path outputs, Consumer<String> echo) {
        ForeignRun run = ForeignRun.begin(command, algorithm, environment, outputs);
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put(MetricLines.SOURCE, algorithm);
        try {
            return new ForeignTraining(builder.start(), run, echo);
        } catch (IOException failure) {
            String message = "Cannot start " + String.join(" ", command) + ": " + failure.getMessage();
            run.fail(message);
            throw new UncheckedIOException(message, failure);
        }
    }

    private void pump() {
        try (InputStream in = new BufferedInputStream(process.getInputStream())) {
            for (String line = line(in); line != null; line = line(in)) {
                take(line);
            }
        } catch (IOException closed) {
            take("Its output ended: " + closed.getMessage());
        } catch (RuntimeException failure) { // nobody reads on, so it cannot go on
            unwritable = failure;
            process.destroy();
        }
    }

    /// @return null at the end
    private static @Nullable String line(InputStream in) throws IOException {
        var bytes = new ByteArrayOutputStream();
        int b = in.read();
        if (b < 0) {
            return null;
        }
        for (; b >= 0 && b != '\n'; b = in.read()) {
            if (bytes.size() < LONGEST) {
                bytes.write(b);
            }
        }
        return bytes.toString(StandardCharsets.UTF_8).stripTrailing();
    }

    private void take(String line) {
        Optional<MetricSample> sample = MetricSample.parse(line);
        if (sample.isPresent()) {
            add(samples, sample.get(), SAMPLES);
            run.iteration(sample.get().steps(), row(sample.get()));
        } else {
            add(lines, line, LINES);
            run.said(line);
            echo.accept(line);
        }
    }

    /// A sample by our names where we have some, and every other number by its own.
    private static Map<String, Number> row(MetricSample sample) {
        Map<String, Number> row = new LinkedHashMap<>();
        row.put("iteration", sample.iteration());
        sample.values().forEach((name, value) -> {
            if (!OURS.contains(name)) {
                row.put(name, value);
            }
        });
        Double mean = sample.values().get("episode_reward_mean");
        if (mean != null) {
            row.put("mean_return_100", mean); // the window of RLlib and Stable-Baselines3, where nobody has changed it
        }
        if (sample.policies().size() > 1) {
            sample.policies().forEach((policy, reward) -> row.put("episode_reward_mean_" + policy, reward.mean()));
        }
        return row;
    }

    private <T> void add(ArrayDeque<T> last, T one, int most) {
        synchronized (this) {
            last.add(one);
            if (last.size() > most) {
                last.remove();
            }
        }
    }

    /// The run that it becomes.
    public Run run() {
        return run.run();
    }

    /// The last samples, oldest first.
    public synchronized List<MetricSample> samples() {
        return List.copyOf(samples);
    }

    /// The last sample.
    public synchronized Optional<MetricSample> latest() {
        return Optional.ofNullable(samples.peekLast());
    }

    /// The last lines that are no samples, oldest first.
    public synchronized List<String> lines() {
        return List.copyOf(lines);
    }

    /// Stops it as Ctrl-C would, and harder where it does not listen.
    ///
    /// @return its exit code
    public int stop() throws InterruptedException {
        stopped = true;
        Signals.stop(() -> process.isAlive() ? OptionalLong.of(process.pid()) : OptionalLong.empty(), GRACE);
        return await();
    }

    /// Waits for its end; an interrupt of the waiting thread stops it, a second one kills it.
    public Run awaitOrStop() {
        try {
            await();
        } catch (InterruptedException interrupt) {
            try {
                stop();
            } catch (InterruptedException again) {
                stopped = true;
                conclude(process.destroyForcibly().onExit().join().exitValue());
            }
        }
        return run();
    }

    /// Waits for its end, until all it said is read and written.
    ///
    /// @return its exit code; 128 and the signal's number where one ended it
    /// @throws RuntimeException where its run could not be written
    public int await() throws InterruptedException {
        int code = process.waitFor();
        pump.join();
        conclude(code);
        return code;
    }

    private synchronized void conclude(int code) {
        if (unwritable != null) {
            throw unwritable;
        }
        run.end(code, stopped);
    }
}
