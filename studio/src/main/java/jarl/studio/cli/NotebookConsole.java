package jarl.studio.cli;

import jarl.kernel.runner.NotebookRunner;
import java.io.PrintWriter;
import java.util.Locale;

/// One line for each cell of a notebook that is executed.
record NotebookConsole(PrintWriter out) implements NotebookRunner.Listener {
    private static final int WIDTH = 60;

    @Override
    public void started(int number, int of, String source) {
        String first = source.strip().lines().findFirst().orElse("");
        String shown = first.length() > WIDTH ? first.substring(0, WIDTH - 1) + "…" : first;
        out.printf(Locale.ROOT, "  cell %2d of %d  %-" + WIDTH + "s", number, of, shown);
        out.flush();
    }

    @Override
    public void ended(NotebookRunner.CellReport report) {
        out.printf(
                Locale.ROOT,
                "  %s%n",
                switch (report.state()) {
                    case OK -> String.format(Locale.ROOT, "%.1f s", report.time().toMillis() / 1e3);
                    case ERROR -> "failed";
                    case SKIPPED -> "skipped";
                });
        out.flush();
    }
}
