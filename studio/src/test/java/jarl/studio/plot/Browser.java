package jarl.studio.plot;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// A real browser without a window and without a network.
final class Browser {
    private static final List<String> NAMES =
            List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome");

    private final Path program;

    private Browser(Path program) {
        this.program = program;
    }

    /// The first Chromium on the PATH.
    static Optional<Browser> find() {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .flatMap(folder -> NAMES.stream().map(name -> Path.of(folder, name)))
                .filter(Files::isExecutable).findFirst().map(Browser::new);
    }

    /// The page after its scripts have run, as HTML.
    ///
    /// @param scratch an empty folder
    String open(Path page, Path scratch) throws IOException, InterruptedException {
        Path dom = scratch.resolve("dom.html");
        Process process = new ProcessBuilder(program.toString(), "--headless", "--no-sandbox", "--disable-gpu",
                "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update",
                "--disable-sync", "--host-resolver-rules=MAP * ~NOTFOUND",       // no name leads anywhere
                "--user-data-dir=" + Files.createDirectory(scratch.resolve("user")),
                "--virtual-time-budget=10000", "--dump-dom", page.toUri().toString())
                .redirectOutput(dom.toFile())
                .redirectError(scratch.resolve("errors.txt").toFile())
                .start();
        try {
            if (!process.waitFor(2, TimeUnit.MINUTES)) {
                throw new IOException("%s did not finish within two minutes".formatted(program));
            }
        } finally {
            List<ProcessHandle> children = process.descendants().toList();
            process.destroyForcibly().waitFor();
            children.forEach(child -> {
                child.destroyForcibly();
                child.onExit().join();                       // before its folder is deleted
            });
        }
        return Files.readString(dom);
    }
}
