package jarl.studio.notebook;

import jarl.evaluation.Evaluation;
import jarl.kernel.display.Display;
import jarl.kernel.display.DisplayBundle;
import jarl.kernel.display.DisplayHandle;
import jarl.run.Progress;
import jarl.run.Run;
import jarl.run.RunRecord;
import jarl.run.RunState;
import jarl.run.TrainingListener;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// One display in the cell that trains: a bar, the speed, the return, redrawn in place at most twice a second, and at
/// the end a summary that stays.
final class LiveTraining implements TrainingListener {
    private static final long REDRAW_EVERY = 500_000_000L; // ns

    private @Nullable DisplayHandle display;
    private long lastDrawn;
    private @Nullable Progress last;

    @Override
    public void started(Run run) {
        RunRecord record = run.record();
        display = Display.show(line(
                0,
                String.format(
                        Locale.ROOT,
                        "%s on %s, %s engine on %s",
                        record.algorithm(),
                        record.environment(),
                        record.engine(),
                        record.device())));
        lastDrawn = System.nanoTime();
    }

    @Override
    public void iterated(Progress progress) {
        last = progress;
        long now = System.nanoTime();
        if (display != null && now - lastDrawn >= REDRAW_EVERY) {
            lastDrawn = now;
            display.update(line(
                    (double) progress.steps() / progress.numSteps(),
                    figures(progress) + ", " + seconds(progress.remaining()) + " s left"));
        }
    }

    @Override
    public void evaluated(long step, Evaluation evaluation, boolean best) {
        // stands in the metrics; one line a display is enough
    }

    @Override
    public void ended(Run run) {
        if (display != null) {
            display.update(summary(run));
        }
    }

    private DisplayBundle summary(Run run) {
        RunState state = run.state();
        boolean resumable = state != RunState.COMPLETED && run.checkpoints().last().isPresent();
        String advice = resumable ? " What was learnt is kept; go on with resume(\"" + run.id() + "\")." : "";
        String text = "Run " + run.id() + " " + state.label()
                + (last == null ? "" : ": " + figures(last) + ", in " + seconds(last.elapsed()) + " s") + "." + advice;
        double done = last == null ? 0 : Math.min(1, (double) last.steps() / last.numSteps());
        return line(done, text);
    }

    private static String figures(Progress progress) {
        return String.format(
                Locale.ROOT,
                "%,d of %,d steps, %,.0f steps/s, mean return %s",
                progress.steps(),
                progress.numSteps(),
                progress.stepsPerSecond(),
                Double.isNaN(progress.meanReturn())
                        ? "–"
                        : String.format(Locale.ROOT, "%.1f", progress.meanReturn()));
    }

    private static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.1f", duration.toMillis() / 1e3);
    }

    private static DisplayBundle line(double done, String text) {
        String html = String.format(
                Locale.ROOT,
                "<progress value=\"%.3f\" max=\"1\" style=\"width:16em;vertical-align:middle\"></progress> %s",
                done,
                Html.escape(text));
        return DisplayBundle.html(html, String.format(Locale.ROOT, "%3.0f %%  %s", 100 * done, text));
    }
}
