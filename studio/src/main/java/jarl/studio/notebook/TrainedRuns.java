package jarl.studio.notebook;

import jarl.run.Run;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The runs that cells of this process have begun, first come first.
final class TrainedRuns {
    private static final Map<Path, Run> RUNS = new LinkedHashMap<>();

    private TrainedRuns() {}

    static void add(Run run) {
        synchronized (RUNS) {
            RUNS.put(run.folder().path(), run);
        }
    }

    static List<Run> all() {
        synchronized (RUNS) {
            return List.copyOf(RUNS.values());
        }
    }
}
