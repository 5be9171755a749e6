package jarl.run;

import jarl.run.checkpoint.AtomicFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// The runs below a folder of outputs.
///
/// @param outputs holds `<date>/<time>` folders, those of sweeps with a folder for each job
public record Runs(Path outputs) {
    /// All runs, oldest first.
    public List<Run> list() {
        List<Run> found = new ArrayList<>();
        if (Files.isDirectory(outputs)) {
            collect(outputs, RunFolder.DEEPEST, found);
        }
        found.sort(Comparator.comparing(Run::id, Runs::inOrderOfCreation));
        return found;
    }

    /// Nothing is looked for within a run's folder, nor in hidden ones.
    private static void collect(Path folder, int depth, List<Run> into) {
        if (Files.isRegularFile(folder.resolve("run.json"))) {
            into.add(new Run(new RunFolder(folder)));
            return;
        }
        if (depth == 0) {
            return;
        }
        try (DirectoryStream<Path> children = Files.newDirectoryStream(folder)) {
            for (Path child : children) {
                if (!child.getFileName().toString().startsWith(".")
                        && Files.isDirectory(child, LinkOption.NOFOLLOW_LINKS)) {
                    collect(child, depth - 1, into);
                }
            }
        } catch (IOException failure) {
            throw new UncheckedIOException("Cannot list the runs in " + folder, failure);
        }
    }

    /// `13-24-37` before `13-24-37-2` before `13-24-37-10`.
    private static int inOrderOfCreation(String a, String b) {
        int byTime = a.substring(0, Math.min(19, a.length())).compareTo(b.substring(0, Math.min(19, b.length())));
        return byTime != 0 ? byTime : a.length() != b.length() ? a.length() - b.length() : a.compareTo(b);
    }

    /// A run by its folder, its id (`2026-11-20/13-24-37`), an end of that which no other run has (`13-24-37`), `last`,
    /// or `best`.
    ///
    /// @throws RunException if there is no such run, or more than one
    public Run named(String name) {
        return switch (name) {
            case "last" -> last();
            case "best" -> best();
            default -> inFolder(name).or(() -> endingWith(name)).orElseThrow(() -> new RunException("No run " + name
                    + ": neither a run's folder nor an id in " + outputs
                    + " (such as 2026-11-20/13-24-37, or last, or best)"));
        };
    }

    /// Removes a run's folder and all in it, in one stroke as far as others see.
    ///
    /// @throws RunException if it lies elsewhere than in these outputs, or is being trained
    public void delete(Run run) {
        Path folder = run.folder().path();
        try {
            Path real = folder.toRealPath();
            if (!real.startsWith(outputs.toRealPath()) || real.equals(outputs.toRealPath())) {
                throw new RunException(folder + " lies outside of " + outputs + ", where nothing is deleted");
            }
            run.requireIdle("deleted");
            Path beside = AtomicFiles.beside(real);
            AtomicFiles.move(real, beside);
            AtomicFiles.remove(beside);
        } catch (IOException failure) {
            throw AtomicFiles.explained("delete " + folder, failure, outputs);
        }
        removeIfEmpty(AtomicFiles.folderOf(folder));
    }

    /// The folder of a day without runs.
    private void removeIfEmpty(Path day) {
        try {
            if (!day.equals(outputs.toAbsolutePath().normalize())) {
                Files.deleteIfExists(day);
            }
        } catch (IOException notEmpty) {
            // other runs are in it
        }
    }

    private Run last() {
        List<Run> all = list();
        if (all.isEmpty()) {
            throw new RunException("There are no runs in " + outputs + " yet. Train one: ./jarl train");
        }
        return all.getLast();
    }

    /// The one whose best evaluation is highest, among the runs of the world that the last run was trained in: returns
    /// of different worlds cannot be compared. Of equals, the newest.
    private Run best() {
        String world = last().record().environment();
        return RunSummary.of(this).stream()
                .filter(run -> run.environment().equals(world) && run.best() != null)
                .max(Comparator.comparingDouble(RunSummary::bestReturn))
                .map(RunSummary::run)
                .orElseThrow(() -> new RunException("No run in " + world
                        + " has been evaluated yet, so none is the best. Set trainer.eval_every when you train."));
    }

    private Optional<Run> inFolder(String name) {
        return List.of(Path.of(name), outputs.resolve(name)).stream()
                .filter(folder -> Files.isRegularFile(folder.resolve("run.json")))
                .findFirst()
                .map(Run::at);
    }

    private Optional<Run> endingWith(String name) {
        List<Run> found = list().stream().filter(run -> run.id().endsWith("/" + name)).toList();
        if (found.size() > 1) {
            throw new RunException(name + " may be " + String.join(", ", found.stream().map(Run::id).toList())
                    + ". Give the whole id.");
        }
        return found.stream().findFirst();
    }
}
