package jarl.studio.notebook;

import jarl.run.Run;
import jarl.run.RunRecord;
import jarl.studio.plot.Curve;
import jarl.studio.plot.Figure;
import jarl.studio.plot.RunSeries;
import java.util.List;

/// Curves of runs, named so that a legend tells them apart.
final class Plots {
    private Plots() {}

    static Figure curves(List<Run> runs, String measure) {
        if (runs.isEmpty()) {
            throw new IllegalArgumentException("plot needs at least one run");
        }
        List<RunSeries> series = runs.stream()
                .map(run -> RunSeries.of(name(run, runs), run.folder().path()))
                .toList();
        return Curve.of(measure, series).figure();
    }

    /// Algorithm, world, engine and seed; the id as well where that does not tell two runs apart.
    private static String name(Run run, List<Run> among) {
        String name = describe(run);
        boolean alone = among.stream().map(Plots::describe).filter(name::equals).count() == 1;
        return alone ? name : name + " (" + run.id() + ")";
    }

    private static String describe(Run run) {
        RunRecord record = run.record();
        return record.algorithm() + " on " + record.environment() + ", " + record.engine() + " engine, seed "
                + record.seed();
    }
}
