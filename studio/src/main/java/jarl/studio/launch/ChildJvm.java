package jarl.studio.launch;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// How a JVM is started that trains one run: like this one, with the flags that suit training.
final class ChildJvm {
    /// What belongs to this JVM alone: its collector, its archives, its debugger.
    private static final List<String> NOT_INHERITED =
            List.of("-XX:+Use", "-XX:SharedArchiveFile", "-XX:+AutoCreateSharedArchive", "-XX:TieredStopAtLevel",
                    "-XX:AOT", "-Xms", "-XX:CompileCommand", "-agentlib", "-agentpath", "-javaagent", "-Xrun", "-Xdebug");

    /// The flags, a line each, that `./jarl train` is started with as well.
    private static final String FOR_TRAINING = "training.jvm";

    private ChildJvm() {}

    /// The command of a JVM that runs `main`.
    ///
    /// @param arguments where its flags are written: long command lines crash some native libraries
    /// @param more      jars and folders beyond this JVM's class path
    static List<String> command(Path arguments, List<String> more, Class<?> main) throws IOException {
        List<String> flags = new ArrayList<>(inherited());
        flags.addAll(forTraining());
        flags.add("-cp");
        flags.add(Stream.concat(Stream.of(System.getProperty("java.class.path").split(File.pathSeparator)), more.stream())
                .distinct()
                .collect(Collectors.joining(File.pathSeparator)));
        Files.write(arguments, flags.stream().map(ChildJvm::quoted).toList());
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        return List.of(java.toString(), "@" + arguments, main.getName());
    }

    private static List<String> inherited() {
        return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(flag -> NOT_INHERITED.stream().noneMatch(flag::startsWith))
                .toList();
    }

    private static List<String> forTraining() throws IOException {
        try (InputStream in = Objects.requireNonNull(ChildJvm.class.getResourceAsStream(FOR_TRAINING))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> line.startsWith("-"))
                    .toList();
        }
    }

    /// As the launcher reads it in a file of arguments.
    private static String quoted(String argument) {
        return '"' + argument.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
