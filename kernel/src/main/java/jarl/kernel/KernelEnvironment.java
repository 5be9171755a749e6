package jarl.kernel;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// The environment variables that set up a session, under our name and under those of IJava and JJava.
final class KernelEnvironment {
    private static final List<String> PREFIXES = List.of("JARL_", "JJAVA_", "IJAVA_");

    private KernelEnvironment() {}

    static SessionOptions options(Map<String, String> environment) {
        String options = value(environment, "COMPILER_OPTS").strip();
        return SessionOptions.standard()
                .withClassPath(value(environment, "CLASSPATH"))
                .withCompilerOptions(options.isEmpty() ? List.of() : List.of(options.split("\\s+", -1)));
    }

    /// Java to be evaluated before the first cell: the files of `STARTUP_SCRIPTS_PATH`, then `STARTUP_SCRIPT`.
    static String startUp(Map<String, String> environment) throws IOException {
        var script = new StringBuilder();
        for (String entry : value(environment, "STARTUP_SCRIPTS_PATH").split(File.pathSeparator, -1)) {
            for (Path file : scripts(entry)) {
                script.append(Files.readString(file)).append('\n');
            }
        }
        return script.append(value(environment, "STARTUP_SCRIPT")).toString();
    }

    private static List<Path> scripts(String entry) throws IOException {
        if (entry.isBlank() || !Files.exists(Path.of(entry))) {
            return List.of();
        }
        if (!Files.isDirectory(Path.of(entry))) {
            return List.of(Path.of(entry));
        }
        try (Stream<Path> files = Files.list(Path.of(entry))) {
            return files.filter(file -> file.toString().endsWith(".jshell") || file.toString().endsWith(".jsh"))
                    .sorted().toList();
        }
    }

    private static String value(Map<String, String> environment, String name) {
        return PREFIXES.stream().map(prefix -> environment.getOrDefault(prefix + name, ""))
                .filter(value -> !value.isEmpty()).findFirst().orElse("");
    }
}
