package jarl.run;

import java.nio.file.Files;
import java.nio.file.Path;

/// Where configs are read and runs are written: the nearest folder, from here upwards, that holds
/// `configs/config.yaml`.
///
/// @param root the folder that holds both
public record Workspace(Path root) {
    /// The workspace that a place lies in; else the one that `JARL_HOME` names.
    ///
    /// @throws IllegalStateException if there is neither
    public static Workspace around(Path place) {
        for (Path folder = place.toAbsolutePath().normalize(); folder != null; folder = folder.getParent()) {
            if (holdsConfigs(folder)) {
                return new Workspace(folder);
            }
        }
        String home = System.getenv("JARL_HOME");
        if (home != null && holdsConfigs(Path.of(home))) {
            return new Workspace(Path.of(home).toAbsolutePath().normalize());
        }
        throw new IllegalStateException("No configs/config.yaml in " + place.toAbsolutePath().normalize()
                + " or any folder above it. Go into your Jarl folder, or set JARL_HOME to it.");
    }

    private static boolean holdsConfigs(Path folder) {
        return Files.isRegularFile(folder.resolve("configs/config.yaml"));
    }

    public Path configs() {
        return root.resolve("configs");
    }

    /// The same folder relative to here, as messages and tables name its files.
    public Path shownConfigs() {
        Path here = Path.of("").toAbsolutePath();
        return here.getRoot().equals(configs().getRoot()) ? here.relativize(configs()) : configs();
    }

    public Path outputs() {
        return root.resolve("outputs");
    }
}
