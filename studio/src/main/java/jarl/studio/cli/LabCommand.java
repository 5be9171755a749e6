package jarl.studio.cli;

import jarl.kernel.install.KernelSpec;
import jarl.run.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;

/// `./jarl lab`.
@Command(
        name = "lab",
        mixinStandardHelpOptions = true,
        description = "Open JupyterLab, or the classic Notebook, on notebooks/ with the kernel installed.")
final class LabCommand implements Callable<Integer> {
    @Override
    public Integer call() throws IOException, InterruptedException {
        String program = Stream.of("jupyter-lab", "jupyter-notebook")
                .filter(Programs::onPath)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("Neither jupyter-lab nor jupyter-notebook is on the PATH."
                        + " Install one: `pip install jupyterlab`, or on Debian `sudo apt install jupyter-notebook`."));
        if (!Files.exists(KernelSpec.folder(null).resolve("kernel.json"))) {
            Main.commandLine("kernel").execute("kernel", "install");
        }
        Path notebooks = Workspace.around(Path.of("")).root().resolve("notebooks");
        return new ProcessBuilder(program, "--notebook-dir=" + notebooks)
                .inheritIO()
                .start()
                .waitFor();
    }
}
