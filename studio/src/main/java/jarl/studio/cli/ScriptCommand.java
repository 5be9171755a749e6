package jarl.studio.cli;

import jarl.kernel.SessionOptions;
import jarl.kernel.java.CellFailure;
import jarl.kernel.java.FailureText;
import jarl.kernel.runner.ScriptRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `./jarl script FILE`.
@Command(
        name = "script",
        mixinStandardHelpOptions = true,
        description = "Run a file of Java statements with the notebook's imports and verbs.")
final class ScriptCommand implements Callable<Integer> {
    @Parameters(paramLabel = "FILE", description = "Statements as they stand in cells.")
    Path file;

    @Spec
    CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        if (!Files.isReadable(file)) {
            throw new IllegalArgumentException("No file " + file + " to run");
        }
        CellFailure failure = ScriptRunner.run(file, SessionOptions.standard());
        if (failure == null) {
            return 0;
        }
        spec.commandLine().getErr().println(FailureText.of(failure).plain().replace("Cell In[1],", file.getFileName() + ","));
        return 1;
    }
}
