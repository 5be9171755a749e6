package jarl.studio.notebook;

import jarl.run.Run;
import jarl.studio.plot.Curve;
import jarl.studio.plot.RunSeries;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Curves of runs, named so that a legend tells them apart.
final class Plots {
    private Plots() {}

    /// Runs that differ in their seed only are one line with its band.
    static Curve curve(List<Run> runs, String measure) {
        if (runs.isEmpty()) {
            throw new IllegalArgumentException("plot needs at least one run");
        }
        List<RunSeries> series = new ArrayList<>();
        RunGroups.of(runs).forEach((name, group) -> series.add(RunSeries.of(
                name, group.stream().map(run -> run.folder().path()).toArray(Path[]::new))));
        return Curve.of(measure, series);
    }
}
