package jarl.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.regex.Pattern;

/// The places in a run's folder.
///
/// @param path the folder itself, absolute
public record RunFolder(Path path) {
    /// Stands in the folder of a sweep, beside the folders of its jobs.
    public static final String SWEEP = "multirun.json";

    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("yyyy-MM-dd");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH-mm-ss");
    private static final Pattern DAY = Pattern.compile("\\d{4}-\\d\\d-\\d\\d");

    /// How many folders below `outputs` a run may lie: `multirun/<date>/<time>/<number>`.
    static final int DEEPEST = 4;

    public RunFolder {
        path = path.toAbsolutePath().normalize();
    }

    /// A new folder `<date>/<time>` below `outputs`, or `<date>/<time>-2` … where one of that second exists: created by
    /// this call and by nobody else.
    ///
    /// @throws UncheckedIOException if it cannot be created
    public static RunFolder create(Path outputs, LocalDateTime now) {
        Path day = outputs.resolve(DATE.format(now));
        String time = TIME.format(now);
        try {
            Files.createDirectories(day);
            for (int n = 1; ; n++) {
                Path folder = day.resolve(n == 1 ? time : time + "-" + n);
                if (isNew(folder)) {
                    return new RunFolder(folder);
                }
            }
        } catch (IOException failure) {
            throw new UncheckedIOException("Cannot create a run folder in " + day + ": " + reason(failure)
                    + ". Check that it is writable and the disk has room, or choose another place with hydra.run.dir=PATH.",
                    failure);
        }
    }

    /// Creates a folder, unless somebody has before.
    private static boolean isNew(Path folder) throws IOException {
        try {
            Files.createDirectory(folder);
            return true;
        } catch (FileAlreadyExistsException taken) {
            return false;
        }
    }

    /// A folder of the user's choice, which must not hold a run yet.
    static RunFolder createAt(Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException failure) {
            throw new UncheckedIOException("Cannot create the run folder " + folder + ": " + reason(failure), failure);
        }
        var chosen = new RunFolder(folder);
        if (Files.exists(chosen.record())) {
            throw new IllegalArgumentException(
                    folder + " already holds a run, and a run is never overwritten. Choose another folder.");
        }
        return chosen;
    }

    private static String reason(IOException failure) {
        return failure.getClass().getSimpleName() + " (" + failure.getMessage() + ")";
    }

    /// `<date>/<time>`, the name a person gives it; with what stands below that, where the run is one of several.
    public String id() {
        int names = path.getNameCount();
        int first = Math.max(0, names - 2);
        for (int i = first; i >= 0 && i >= names - DEEPEST; i--) {
            if (DAY.matcher(path.getName(i).toString()).matches()) {
                first = i;
                break;
            }
        }
        return names < 2 ? path.toString() : path.subpath(first, names).toString().replace('\\', '/');
    }

    public Path record() {
        return path.resolve("run.json");
    }

    public Path metrics() {
        return path.resolve("metrics.jsonl");
    }

    public Path log() {
        return path.resolve("train.log");
    }

    /// The exit code of the process that trained it, where somebody was left to write it down.
    public Path exitCode() {
        return path.resolve(".exit");
    }

    /// Holds the config as composed and as resolved, its overrides, and where each value came from.
    public Path configFolder() {
        return path.resolve("hydra");
    }

    public Path config() {
        return configFolder().resolve("config.yaml");
    }

    public Path resolvedConfig() {
        return configFolder().resolve("config_resolved.yaml");
    }

    public Path overrides() {
        return configFolder().resolve("overrides.yaml");
    }

    public Path provenance() {
        return configFolder().resolve("provenance.json");
    }

    public Path checkpoints() {
        return path.resolve("checkpoints");
    }

    /// Holds the episodes on test seeds, a file for each judgement.
    public Path evaluations() {
        return path.resolve("evaluations");
    }

    /// Holds recorded episodes.
    public Path replays() {
        return path.resolve("replays");
    }

    public Path exports() {
        return path.resolve("exports");
    }

    public Path notebook() {
        return path.resolve("notebook.ipynb");
    }
}
