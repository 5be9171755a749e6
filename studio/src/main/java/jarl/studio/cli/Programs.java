package jarl.studio.cli;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/// Programs of this machine.
final class Programs {
    private Programs() {}

    /// Whether a program of this name is found on the PATH.
    static boolean onPath(String program) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .flatMap(folder -> Stream.of(Path.of(folder, program), Path.of(folder, program + ".exe")))
                .anyMatch(Files::isExecutable);
    }
}
