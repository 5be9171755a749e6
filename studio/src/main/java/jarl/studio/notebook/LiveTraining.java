package jarl.studio.notebook;

import jarl.kernel.display.Display;
import jarl.kernel.display.DisplayBundle;
import jarl.kernel.display.DisplayHandle;
import jarl.run.Progress;
import jarl.run.Run;
import jarl.run.RunRecord;
import jarl.run.RunState;
import jarl.studio.launch.RunWatcher;
import jarl.studio.plot.LiveCurve;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A training as one sees it in a cell: a bar with what matters now, and beneath it the return as it grows. Redrawn in
/// place at most twice a second; what stays at the end is the same each time, but for the speed.
class LiveTraining implements RunWatcher {
    private static final long REDRAW_EVERY = 500_000_000L; // ns
    private static final int POINTS = 500; // of the curve, evenly over the steps, so that it does not depend on the speed

    /// What is shown of an iteration's measures, and the word for it.
    private static final Map<String, String> MEASURES = Map.ofEntries(
            Map.entry("policy_loss", "policy loss"),
            Map.entry("value_loss", "value loss"),
            Map.entry("critic_loss", "critic loss"),
            Map.entry("actor_loss", "actor loss"),
            Map.entry("loss", "loss"),
            Map.entry("entropy", "entropy"),
            Map.entry("approx_kl", "KL"),
            Map.entry("q_value", "Q"),
            Map.entry("epsilon", "ε"),
            Map.entry("learning_rate", "learning rate"));

    private final LiveCurve curve = LiveCurve.here(
            "mean_return", each -> each.smooth(1).title("Return").label("mean return"));
    private @Nullable DisplayHandle display;
    private String subject = "";
    private long lastDrawn;
    private long nextPoint;
    private @Nullable Progress last;
    private double evaluated = Double.NaN;
    private double best = Double.NaN;

    @Override
    public void started(Run run) {
        RunRecord record = run.record();
        subject = String.format(
                Locale.ROOT,
                "%s on %s, seed %d, %s engine on %s",
                record.algorithm(),
                record.environment(),
                record.seed(),
                record.engine(),
                record.device());
        display = Display.show(drawing(0, List.of(subject)));
        lastDrawn = System.nanoTime();
    }

    @Override
    public void iterated(Progress progress) {
        last = progress;
        if (progress.steps() >= nextPoint) {
            long interval = Math.max(1, progress.numSteps() / POINTS);
            nextPoint = (progress.steps() / interval + 1) * interval;
            curve.add("last 100 training episodes", (double) progress.steps(), progress.meanReturn());
        }
        if (System.nanoTime() - lastDrawn >= REDRAW_EVERY) {
            drawBar(progress);
        }
    }

    private void drawBar(Progress progress) {
        if (display != null) {
            lastDrawn = System.nanoTime();
            display.update(drawing(done(progress), now(progress)));
        }
    }

    /// Draws how things stand, however short ago the last drawing was.
    void draw() {
        if (last != null) {
            drawBar(last);
        }
        curve.draw();
    }

    @Override
    public void evaluated(long step, double meanReturn, int episodes, boolean isBest) {
        evaluated = meanReturn;
        best = isBest ? meanReturn : best;
        curve.add("greedy evaluation", (double) step, meanReturn);
    }

    @Override
    public void ended(Run run) {
        if (display != null) {
            display.update(summary(run));
        }
        curve.close();
    }

    private List<String> now(Progress progress) {
        List<String> lines = new ArrayList<>();
        lines.add(speed(progress) + ", " + clock(progress.remaining()) + " left");
        lines.add(returns(progress));
        lines.add(measures(progress));
        lines.add(subject);
        return lines;
    }

    private DisplayBundle summary(Run run) {
        RunState state = run.state();
        boolean resumable = state != RunState.COMPLETED && run.checkpoints().last().isPresent();
        String advice = switch (state) {
            case COMPLETED -> "";
            case QUEUED, RUNNING -> " It goes on; watch it again with attach(run(\"" + run.id() + "\")).";
            case INTERRUPTED, ERROR ->
                resumable ? " What was learnt is kept; go on with resume(\"" + run.id() + "\")." : "";
        };
        String error = run.record().error();
        List<String> lines = new ArrayList<>();
        lines.add("Run " + run.id() + " " + state.label() + (error == null ? "" : ": " + error) + "." + advice);
        if (last != null) {
            lines.add(speed(last) + ", " + clock(last.elapsed()));
            lines.add(returns(last));
            lines.add(measures(last));
        }
        lines.add(subject);
        return drawing(last == null ? 0 : done(last), lines);
    }

    private static double done(Progress progress) {
        return Math.min(1, (double) progress.steps() / progress.numSteps());
    }

    private static String speed(Progress progress) {
        return String.format(
                Locale.ROOT, "%,d of %,d steps, %,.0f steps/s", progress.steps(), progress.numSteps(),
                progress.stepsPerSecond());
    }

    private String returns(Progress progress) {
        String text = "mean return " + shown(progress.meanReturn()) + " over the last 100 episodes";
        return Double.isNaN(evaluated)
                ? text
                : text + "; evaluated " + shown(evaluated) + ", best " + shown(best);
    }

    private static String shown(double value) {
        return Double.isNaN(value) ? "–" : String.format(Locale.ROOT, "%.1f", value);
    }

    private static String measures(Progress progress) {
        List<String> shown = new ArrayList<>();
        progress.measures().forEach((name, value) -> {
            if (MEASURES.containsKey(name) && value != null) {
                shown.add(MEASURES.get(name) + " " + (value == 0 ? "0" : String.format(Locale.ROOT, "%.3g", value)));
            }
        });
        return String.join(", ", shown);
    }

    private static String clock(Duration duration) {
        long seconds = duration.toSeconds();
        return seconds >= 3600
                ? String.format(Locale.ROOT, "%d:%02d:%02d h", seconds / 3600, seconds / 60 % 60, seconds % 60)
                : String.format(Locale.ROOT, "%d:%02d min", seconds / 60, seconds % 60);
    }

    /// Each line keeps its height whatever it says, so that nothing jumps.
    private static DisplayBundle drawing(double done, List<String> lines) {
        var html = new StringBuilder(String.format(
                Locale.ROOT,
                "<div style=\"line-height:1.5;font-variant-numeric:tabular-nums\">"
                        + "<progress value=\"%.3f\" max=\"1\" style=\"width:16em;vertical-align:middle\""
                        + " aria-label=\"training progress\"></progress> %.0f %%",
                done,
                100 * done));
        lines.forEach(line -> html.append("<div style=\"min-height:1.5em\">").append(Html.escape(line)).append("</div>"));
        String plain = String.format(Locale.ROOT, "%3.0f %%  %s", 100 * done, String.join("\n       ", lines));
        return DisplayBundle.html(html.append("</div>").toString(), plain);
    }
}
