package jarl.kernel.protocol;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import jarl.kernel.install.KernelSpec;

/// Jupyter's own programs, run on this machine's Python with our kernel installed in a folder of the test.
final class Jupyter {
    private static final String PYTHON = "/usr/bin/python3";
    private static final long PATIENCE = 200; // seconds

    private final Path home;

    private Jupyter(Path home) {
        this.home = home;
    }

    /// Whether Jupyter is there, with what these tests need of it.
    static boolean isInstalled() {
        return succeeds(PYTHON, "-c", "import jupyter_client, nbconvert, jupyter_kernel_test");
    }

    /// Whether classic Notebook is there, and a browser that can be driven.
    static boolean hasBrowser() {
        return succeeds(PYTHON, "-c", "import notebook") && succeeds("chromedriver", "--version");
    }

    /// Whether the console is there, and a terminal to drive it in.
    static boolean hasConsole() {
        return succeeds(PYTHON, "-c", "import jupyter_console, pexpect");
    }

    private static boolean succeeds(String... command) {
        try {
            return new ProcessBuilder(command).redirectErrorStream(true).start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    static Jupyter install(Path home) throws IOException, InterruptedException {
        KernelSpec.install(KernelSpec.Options.user().at(home));
        return new Jupyter(home);
    }

    /// What a finished program has to say.
    record Ended(int status, String output) {}

    Ended run(String... arguments) throws IOException, InterruptedException {
        return answer("", arguments);
    }

    /// The same with something to read on standard input.
    Ended answer(String input, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(PYTHON));
        command.addAll(List.of(arguments));
        Path log = Files.createTempFile(home, "jupyter", ".log");
        var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().put("JUPYTER_PATH", home.resolve("share").resolve("jupyter").toString());
        builder.environment().put("HOME", home.toString());
        builder.environment().put("LC_ALL", "C.UTF-8");
        Process process = builder.start();
        try (var to = process.outputWriter()) {
            to.write(input);
        }
        if (!process.waitFor(PATIENCE, TimeUnit.SECONDS)) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            return new Ended(-1, "not done after " + PATIENCE + " s\n" + Files.readString(log));
        }
        return new Ended(process.exitValue(), Files.readString(log));
    }
}
