package jarl.studio.notebook;

import jarl.kernel.display.Display;
import jarl.kernel.display.DisplayBundle;
import jarl.kernel.display.DisplayHandle;
import jarl.run.Run;
import jarl.studio.launch.Multirun;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/// A sweep as one sees it in a cell: a bar, and a row for each job, redrawn when one begins or ends.
final class LiveSweep implements Multirun.Watcher {
    private final Multirun sweep;
    private final DisplayHandle display;
    private final long begin = System.nanoTime();

    LiveSweep(Multirun sweep) {
        this.sweep = sweep;
        display = Display.show(drawing());
    }

    @Override
    public synchronized void begun(Multirun.Entry job, Run run) {
        display.update(drawing());
    }

    @Override
    public synchronized void ended(Multirun.Entry job, Run run) {
        display.update(drawing());
    }

    private DisplayBundle drawing() {
        List<List<String>> rows = sweep.table();
        int state = Multirun.heads().indexOf("state");
        long over = rows.stream().filter(row -> !List.of("queued", "running").contains(row.get(state))).count();
        Duration time = Duration.ofNanos(System.nanoTime() - begin);
        String said = String.format(Locale.ROOT, "%d of %d runs, %d at a time, %d:%02d min", over, rows.size(),
                sweep.atATime(), time.toMinutes(), time.toSecondsPart());
        String html = String.format(Locale.ROOT, "<div><progress value=\"%d\" max=\"%d\" style=\"width:16em;"
                + "vertical-align:middle\" aria-label=\"runs\"></progress> %s</div>", over, rows.size(), said);
        return DisplayBundle.html(
                html + Html.table(Multirun.heads(), rows), said + "\n" + Html.plainTable(Multirun.heads(), rows));
    }
}
