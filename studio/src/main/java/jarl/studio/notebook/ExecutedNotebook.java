package jarl.studio.notebook;

import jarl.kernel.runner.NotebookRunner.CellReport;
import jarl.kernel.runner.NotebookRunner.Failure;
import jarl.kernel.runner.NotebookRunner.State;
import jarl.run.Run;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A notebook that was executed.
///
/// @param cells its code cells as far as it came
/// @param file  the notebook with its outputs
/// @param page  the same as HTML
/// @param runs  what it trained; each has the notebook and the page in its folder too
public record ExecutedNotebook(List<CellReport> cells, Duration time, Path file, Path page, List<Run> runs) {
    public ExecutedNotebook {
        cells = List.copyOf(cells);
        runs = List.copyOf(runs);
    }

    /// The failure that ended it; null where all went well.
    public @Nullable Failure failure() {
        return cells.stream()
                .filter(cell -> cell.state() == State.ERROR)
                .map(CellReport::failure)
                .filter(Objects::nonNull)
                .reduce((first, last) -> last)
                .orElse(null);
    }

    /// Whether all cells ran.
    public boolean ok() {
        return failure() == null;
    }

    @Override
    public String toString() {
        Failure failure = failure();
        String how = failure == null
                ? String.format(Locale.ROOT, "Executed in %.1f s: %s", time.toMillis() / 1e3, shown(file))
                : "Cell " + failure.cell() + (failure.line() > 0 ? ", line " + failure.line() : "") + " failed: "
                        + failure.name() + ": " + failure.message() + "\nWith its outputs so far: " + shown(file);
        var text = new StringBuilder(how).append("\nAs a page: ").append(shown(page));
        if (!runs.isEmpty()) {
            text.append("\nAlso in the folder of ").append(runs.getFirst());
        }
        if (runs.size() > 1) {
            text.append(runs.size() == 2 ? " and of " + runs.getLast() : ", and of the other " + (runs.size() - 1) + " it trained");
        }
        return text.toString();
    }

    /// Beside where we are, as one would type it; elsewhere the whole.
    private static Path shown(Path path) {
        Path here = Path.of("").toAbsolutePath();
        return path.toAbsolutePath().startsWith(here) ? here.relativize(path.toAbsolutePath()) : path;
    }
}
