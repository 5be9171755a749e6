package jarl.studio.cli;

import jarl.run.Run;
import jarl.run.Runs;
import jarl.run.Workspace;
import java.nio.file.Path;
import java.util.List;

/// Runs by the names that a person gives them.
final class Named {
    static final String HOW = "A run's folder, its id (2026-11-20/13-24-37), the end of that, last or best.";

    private Named() {}

    static Runs runs() {
        return new Runs(Workspace.around(Path.of("")).outputs());
    }

    static Run run(String name) {
        return runs().named(name);
    }

    static List<Run> runs(List<String> names) {
        return names.stream().map(runs()::named).toList();
    }
}
