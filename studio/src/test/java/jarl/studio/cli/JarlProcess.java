package jarl.studio.cli;

import jarl.kernel.install.KernelSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// `./jarl` in a process and a workspace of its own; what it says goes to `log.txt` there.
final class JarlProcess {
    private JarlProcess() {}

    /// Makes a workspace of an empty folder.
    static void copyConfigs(Path workspace) throws IOException {
        Path from = Path.of("../configs");
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, workspace.resolve("configs").resolve(from.relativize(file).toString()));
            }
        }
    }

    /// Hears SIGINT also where the tests were started by a shell that ignores it, as those in the background do.
    static Process start(Path workspace, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        if (System.getProperty("os.name").equals("Linux")) {
            command.addAll(List.of("env", "--default-signal=INT"));
        }
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(KernelSpec.JVM_FLAGS);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), "jarl.studio.cli.Main"));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .directory(workspace.toFile())
                .redirectErrorStream(true)
                .redirectOutput(workspace.resolve("log.txt").toFile())
                .start();
    }

    /// Ends a process and what it has started.
    static void end(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
