package jarl.kernel;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import jarl.kernel.magic.Globs;

/// The environment variables that set up a session, under our name and under those of IJava and JJava.
final class KernelEnvironment {
    private static final List<String> PREFIXES = List.of("JARL_", "JJAVA_", "IJAVA_");

    private KernelEnvironment() {}

    /// @throws IOException if a folder that the class path names cannot be read
    static SessionOptions options(Map<String, String> environment) throws IOException {
        String options = value(environment, "COMPILER_OPTS").strip();
        List<String> classPath = new ArrayList<>();
        for (String pattern : paths(environment, "CLASSPATH")) {
            classPath.addAll(Globs.matches(pattern));
        }
        return SessionOptions.standard()
                .withClassPath(String.join(File.pathSeparator, classPath))
                .withCompilerOptions(options.isEmpty() ? List.of() : List.of(options.split("\\s+", -1)));
    }

    /// Java to be evaluated before the first cell: the files of `STARTUP_SCRIPTS_PATH`, then `STARTUP_SCRIPT`.
    static String startUp(Map<String, String> environment) throws IOException {
        var script = new StringBuilder();
        for (String pattern : paths(environment, "STARTUP_SCRIPTS_PATH")) {
            for (String entry : Globs.matches(pattern)) {
                for (Path file : scripts(Path.of(entry))) {
                    script.append(Files.readString(file)).append('\n');
                }
            }
        }
        return script.append(value(environment, "STARTUP_SCRIPT")).toString();
    }

    /// How long a cell may run, zero: as long as it takes. A number of milliseconds, or of what stands behind it, e.g.
    /// `30 SECONDS`.
    static Duration timeout(Map<String, String> environment) {
        String[] words = value(environment, "TIMEOUT").strip().split("\\s+", 2);
        if (words[0].isEmpty()) {
            return Duration.ZERO;
        }
        try {
            TimeUnit unit = words.length == 1 ? TimeUnit.MILLISECONDS : TimeUnit.valueOf(words[1].toUpperCase(Locale.ROOT));
            return Duration.of(Math.max(0, Long.parseLong(words[0])), unit.toChronoUnit());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("The environment's TIMEOUT has to be a number and perhaps a unit, e.g. "
                    + "30 SECONDS; met: " + String.join(" ", words), e);
        }
    }

    private static List<String> paths(Map<String, String> environment, String name) {
        return Stream.of(value(environment, name).split(File.pathSeparator, -1)).filter(path -> !path.isBlank()).toList();
    }

    /// The scripts of a folder, or the one that is named.
    private static List<Path> scripts(Path entry) throws IOException {
        if (!Files.isDirectory(entry)) {
            return List.of(entry);
        }
        try (Stream<Path> files = Files.list(entry)) {
            return files.filter(file -> file.toString().endsWith(".jshell") || file.toString().endsWith(".jsh"))
                    .sorted().toList();
        }
    }

    private static String value(Map<String, String> environment, String name) {
        return PREFIXES.stream().map(prefix -> environment.getOrDefault(prefix + name, ""))
                .filter(value -> !value.isEmpty()).findFirst().orElse("");
    }
}
