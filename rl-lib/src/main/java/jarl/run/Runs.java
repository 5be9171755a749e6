package jarl.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// The runs below a folder of outputs.
///
/// @param outputs holds `<date>/<time>` folders, those of sweeps with a folder for each job
public record Runs(Path outputs) {
    /// All runs, oldest first.
    public List<Run> list() {
        if (!Files.isDirectory(outputs)) {
            return List.of();
        }
        try (Stream<Path> folders = Files.walk(outputs, 3)) {
            return folders.filter(folder -> Files.isRegularFile(folder.resolve("run.json")))
                    .map(folder -> new Run(new RunFolder(folder)))
                    .sorted(Comparator.comparing(Run::id, Runs::inOrderOfCreation))
                    .toList();
        } catch (IOException failure) {
            throw new UncheckedIOException("Cannot list the runs in " + outputs, failure);
        }
    }

    /// `13-24-37` before `13-24-37-2` before `13-24-37-10`.
    private static int inOrderOfCreation(String a, String b) {
        int byTime = a.substring(0, Math.min(19, a.length())).compareTo(b.substring(0, Math.min(19, b.length())));
        return byTime != 0 ? byTime : a.length() != b.length() ? a.length() - b.length() : a.compareTo(b);
    }

    /// A run by its folder, its id (`2026-11-20/13-24-37`), or `last`.
    ///
    /// @throws RunException if there is no such run
    public Run named(String name) {
        if (name.equals("last")) {
            List<Run> all = list();
            if (all.isEmpty()) {
                throw new RunException("There are no runs in " + outputs + " yet. Train one: ./jarl train");
            }
            return all.getLast();
        }
        for (Path folder : List.of(Path.of(name), outputs.resolve(name))) {
            if (Files.isRegularFile(folder.resolve("run.json"))) {
                return Run.at(folder);
            }
        }
        throw new RunException("No run " + name + ": neither a run's folder nor an id in " + outputs
                + " (such as 2026-11-20/13-24-37, or last)");
    }
}
