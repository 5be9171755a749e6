package jarl.studio.notebook;

import jarl.kernel.display.Display;
import jarl.kernel.display.DisplayHandle;
import jarl.kernel.runner.NotebookRunner;
import jarl.kernel.runner.NotebookRunner.CellReport;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// How far a notebook is that a cell executes: one line, redrawn in its place. Where there is no front end, it says
/// nothing.
final class NotebookProgress implements NotebookRunner.Listener {
    private @Nullable DisplayHandle display;
    private int cells;

    @Override
    public void started(int number, int of, String source) {
        cells = of;
        String line = String.format(Locale.ROOT, "cell %d of %d: %s", number, of,
                source.strip().lines().findFirst().orElse(""));
        if (display != null) {
            display.update(line);
        } else if (Display.sink() != null) {
            display = Display.show(line);
        }
    }

    @Override
    public void ended(CellReport report) {
        if (display != null && report.number() == cells) {
            display.update(String.format(Locale.ROOT, "%d cells", cells));
        }
    }
}
