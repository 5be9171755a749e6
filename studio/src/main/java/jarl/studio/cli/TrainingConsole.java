package jarl.studio.cli;

import jarl.evaluation.Evaluation;
import jarl.run.Progress;
import jarl.run.Run;
import jarl.run.RunRecord;
import jarl.run.TrainingListener;
import java.io.Console;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Tells how a training goes: one line that is drawn over and over on a terminal, a plain line now and then elsewhere.
final class TrainingConsole implements TrainingListener {
    private static final long REDRAW_EVERY = 100_000_000L; // ns
    private static final int PLAIN_LINES = 10;

    private final PrintWriter out;
    private final boolean terminal;
    private final CountDownLatch concluded = new CountDownLatch(1);
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
    public void evaluated(long step, Evaluation evaluation, boolean best) {
        print(String.format(
                Locale.ROOT,
                "%,9d evaluated: mean return %.1f over %d greedy episodes%s",
                step,
                evaluation.meanReturn(),
                evaluation.episodes().size(),
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
            case COMPLETED -> print("Evaluate it:   ./jarl evaluate " + run.id());
            case QUEUED, RUNNING, ERROR -> {}
        }
        concluded.countDown();
    }

    void awaitConclusion(Duration patience) throws InterruptedException {
        concluded.await(patience.toMillis(), TimeUnit.MILLISECONDS);
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
