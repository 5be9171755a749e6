package jarl.studio.cli;

import jarl.run.Progress;
import jarl.run.Run;
import jarl.run.RunRecord;
import jarl.run.RunState;
import jarl.studio.launch.MetricLines;
import jarl.studio.launch.RunFollower;
import jarl.studio.launch.RunWatcher;
import jarl.studio.launch.StopSignal;
import jarl.studio.launch.Underway;
import java.io.Console;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Tells how a training goes: one line that is drawn over and over on a terminal, a plain line now and then elsewhere.
final class TrainingConsole implements RunWatcher {
    static final int INTERRUPTED = 130;

    private static final long REDRAW_EVERY = 100_000_000L; // ns
    private static final int PLAIN_LINES = 10;

    private final PrintWriter out;
    private final boolean terminal;
    private long lastDrawn;
    private long nextPlain;
    private @Nullable String line;

    TrainingConsole(PrintWriter out) {
        this.out = out;
        terminal = isTerminal();
    }

    @SuppressWarnings("SystemConsoleNull") // it is null still, where nothing is a terminal
    private static boolean isTerminal() {
        Console console = System.console();
        return console != null && console.isTerminal();
    }

    /// This console, and the lines for the controller that started this process, if one did.
    RunWatcher withController() {
        MetricLines lines = MetricLines.where(System.getenv(MetricLines.SOURCE), out);
        return lines == null ? this : and(lines);
    }

    /// Trains to the end, or until Ctrl-C, and tells how it ended.
    ///
    /// @return the exit code
    int watch(Supplier<Run> training) {
        try (var _ = StopSignal.interruptsThisThread()) {
            Run run = training.get();
            conclude(run);
            return exitCode(run);
        }
    }

    /// Watches a training that goes on elsewhere.
    ///
    /// @param stops whether Ctrl-C stops it; otherwise it leaves it alone
    /// @return the exit code
    int follow(Underway training, boolean stops) {
        try (var _ = StopSignal.interruptsThisThread()) {
            follow(training);
            if (!training.isOver() && stops) {
                training.stop();
                training.awaitUninterruptibly();
            }
            conclude(training.run());
            return training.isOver() ? exitCode(training.run()) : 0;
        }
    }

    private void follow(Underway training) {
        try {
            RunFollower.follow(training, withController());
        } catch (InterruptedException interrupt) {
            // Ctrl-C: the caller decides what it means
        }
    }

    static int exitCode(Run run) {
        return switch (run.state()) {
            case COMPLETED -> 0;
            case INTERRUPTED -> INTERRUPTED;
            case QUEUED, RUNNING, ERROR -> 1;
        };
    }

    @Override
    public void started(Run run) {
        RunRecord record = run.record();
        print(String.format(
                Locale.ROOT,
                "%s on %s, seed %d, %s engine on %s → %s",
                record.algorithm(),
                record.environment(),
                record.seed(),
                record.engine(),
                record.device(),
                shown(run.folder().path())));
    }

    @Override
    public void iterated(Progress progress) {
        if (terminal) {
            long now = System.nanoTime();
            if (now - lastDrawn >= REDRAW_EVERY) {
                lastDrawn = now;
                line = describe(progress);
                out.print("\r" + line + "\033[K");
                out.flush();
            }
        } else if (progress.steps() >= nextPlain) {
            nextPlain = progress.steps() + progress.numSteps() / PLAIN_LINES;
            print(describe(progress));
        }
    }

    static String describe(Progress progress) {
        String meanReturn = Double.isNaN(progress.meanReturn())
                ? "–"
                : String.format(Locale.ROOT, "%.1f", progress.meanReturn());
        return String.format(
                Locale.ROOT,
                "%,9d of %,d steps  %,7.0f steps/s  mean return %s  %s left",
                progress.steps(),
                progress.numSteps(),
                progress.stepsPerSecond(),
                meanReturn,
                clock(progress.remaining()));
    }

    private static String clock(Duration left) {
        long seconds = left.toSeconds();
        return seconds >= 3600
                ? String.format(Locale.ROOT, "%d:%02d:%02d h", seconds / 3600, seconds / 60 % 60, seconds % 60)
                : String.format(Locale.ROOT, "%d:%02d min", seconds / 60, seconds % 60);
    }

    @Override
    public void evaluated(long step, double meanReturn, int episodes, boolean best) {
        print(String.format(
                Locale.ROOT,
                "%,9d evaluated: mean return %.1f over %d greedy episodes%s",
                step,
                meanReturn,
                episodes,
                best ? ", the best so far" : ""));
    }

    /// Prints a line of its own, above the one that is drawn over and over.
    private void print(String text) {
        if (terminal && line != null) {
            out.print("\r\033[K");
        }
        out.println(text);
        if (terminal && line != null) {
            out.print(line);
        }
        out.flush();
    }

    /// The last lines: how it ended, and where everything lies.
    void conclude(Run run) {
        RunRecord record = run.record();
        line = null;
        if (terminal) {
            out.print("\r\033[K");
        }
        print(String.format(Locale.ROOT, "%s after %,d steps.", capitalized(record.state()), record.steps()));
        print("Run folder: " + shown(run.folder().path()));
        switch (run.state()) {
            case INTERRUPTED -> print("Go on with it: ./jarl resume " + run.id());
            case COMPLETED -> {
                if (run.checkpoints().last().isPresent()) { // a trainer of another make leaves none
                    print("Evaluate it:   ./jarl evaluate " + run.id());
                }
            }
            case ERROR -> print("It failed:     " + record.error());
            case QUEUED, RUNNING -> print("Watch it again: ./jarl attach " + run.id());
        }
    }

    private static String capitalized(String word) {
        return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
    }

    /// Relative to here where that is shorter.
    static String shown(Path path) {
        Path here = Path.of("").toAbsolutePath();
        return path.startsWith(here) ? here.relativize(path).toString() : path.toString();
    }
}
