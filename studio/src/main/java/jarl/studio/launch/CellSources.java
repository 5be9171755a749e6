package jarl.studio.launch;

import jarl.config.Config;
import jarl.env.Environments;
import jarl.kernel.SessionOptions;
import jarl.kernel.java.CellFailure;
import jarl.kernel.java.FailureText;
import jarl.kernel.runner.ScriptRunner;
import jarl.run.Algorithms;
import jarl.run.Run;
import jarl.run.checkpoint.AtomicFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The worlds and learning rules of a run that stand in no library but in a notebook's cells: their source is kept in the
/// run's folder, `cells.jsh`, and compiled again where the run is trained or looked at.
public final class CellSources {
    private CellSources() {}

    /// Keeps source with a run.
    ///
    /// @param source statements that make known, in a session of their own, what the config names
    public static void keep(Run run, String source) {
        AtomicFiles.write(file(run), source);
    }

    /// Evaluates what was kept with the run, where this process does not know what it names: a cell that has defined it
    /// anew is not overruled.
    ///
    /// @throws IllegalStateException if it does not compile or fails here
    public static void bringBack(Run run) {
        Path file = file(run);
        if (Files.notExists(file) || isKnown(run)) {
            return;
        }
        try {
            CellFailure failure = ScriptRunner.run(file, SessionOptions.standard());
            if (failure != null) {
                throw new IllegalStateException("What the run needs of the notebook's cells does not stand alone ("
                        + file + "). Of variables only numbers, flags and texts travel; make others constants of the"
                        + " class.\n" + FailureText.of(failure).plain());
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException("Cannot read " + file, unreadable);
        }
    }

    private static boolean isKnown(Run run) {
        Config config = run.config();
        String rule = String.valueOf(config.value("algorithm.name"));
        return Environments.names().contains(String.valueOf(config.value("environment.name")))
                && Algorithms.all().stream().anyMatch(entry -> entry.name().equals(rule));
    }

    private static Path file(Run run) {
        return run.folder().path().resolve("cells.jsh");
    }
}
