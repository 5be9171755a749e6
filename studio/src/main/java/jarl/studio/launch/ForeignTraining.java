package jarl.studio.launch;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// A trainer of any make, in any language, that tells how it goes by `@METRIC` lines on its output.
///
/// Of the samples the last 2000 are kept, of its other lines the last 500; a line of more than a million bytes is cut.
public final class ForeignTraining {
    private static final int SAMPLES = 2000;
    private static final int LINES = 500;
    private static final int LONGEST = 1_000_000; // bytes
    private static final Duration GRACE = Duration.ofSeconds(10);

    private final Process process;
    private final Thread pump;
    private final ArrayDeque<MetricSample> samples = new ArrayDeque<>();
    private final ArrayDeque<String> lines = new ArrayDeque<>();

    private ForeignTraining(Process process) {
        this.process = process;
        pump = Thread.ofPlatform().daemon().name("output of " + process.pid()).start(this::pump);
    }

    /// Starts a command and listens to it.
    ///
    /// @param source what its lines shall be labelled
    /// @throws UncheckedIOException if there is no such command
    public static ForeignTraining start(List<String> command, String source) {
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put(MetricLines.SOURCE, source);
        try {
            return new ForeignTraining(builder.start());
        } catch (IOException failure) {
            throw new UncheckedIOException("Cannot start " + String.join(" ", command) + ": " + failure.getMessage(),
                    failure);
        }
    }

    private void pump() {
        try (InputStream in = new BufferedInputStream(process.getInputStream())) {
            for (String line = line(in); line != null; line = line(in)) {
                take(line);
            }
        } catch (IOException closed) {
            take("Its output ended: " + closed.getMessage());
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

    private synchronized void take(String line) {
        Optional<MetricSample> sample = MetricSample.parse(line);
        if (sample.isPresent()) {
            add(samples, sample.get(), SAMPLES);
        } else {
            add(lines, line, LINES);
        }
    }

    private static <T> void add(ArrayDeque<T> last, T one, int most) {
        last.add(one);
        if (last.size() > most) {
            last.remove();
        }
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
        Signals.stop(() -> process.isAlive() ? OptionalLong.of(process.pid()) : OptionalLong.empty(), GRACE);
        return await();
    }

    /// Waits for its end, until all it said is read.
    ///
    /// @return its exit code; 128 and the signal's number where one ended it
    public int await() throws InterruptedException {
        int code = process.waitFor();
        pump.join();
        return code;
    }
}
