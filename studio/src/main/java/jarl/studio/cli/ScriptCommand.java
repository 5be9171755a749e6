package jarl.studio.cli;

import jarl.kernel.SessionOptions;
import jarl.kernel.java.CellFailure;
import jarl.kernel.runner.ScriptRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `./jarl script FILE`.
@Command(
        name = "script",
        mixinStandardHelpOptions = true,
        description = "Run a file of Java statements with the notebook's imports and verbs.")
final class ScriptCommand implements Callable<Integer> {
    @Parameters(paramLabel = "FILE", description = "Statements as they stand in cells.")
    Path file;

    @Override
    public Integer call() throws IOException {
        if (!Files.isReadable(file)) {
            throw new IllegalArgumentException("No file " + file + " to run");
        }
        CellFailure failure = ScriptRunner.run(file, SessionOptions.standard());
        return failure == null ? 0 : 1;
    }
}
