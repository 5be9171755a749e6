package jarl.studio.cli;

import jarl.run.Run;
import jarl.run.RunArchive;
import java.io.PrintWriter;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `./jarl archive RUN [FILE]`.
@Command(
        name = "archive",
        mixinStandardHelpOptions = true,
        description = "Write a whole run into one file, to be imported on another machine.")
final class ArchiveCommand implements Runnable {
    @Parameters(index = "0", paramLabel = "RUN", description = Named.HOW)
    String name = "";

    @Parameters(index = "1", arity = "0..1", paramLabel = "FILE", description = "Default: <date>_<time>.jarl.zip, here.")
    @Nullable Path file;

    @Spec
    CommandSpec spec;

    @Override
    public void run() {
        Run run = Named.run(name);
        Path to = file == null ? Path.of(RunArchive.nameFor(run)) : file;
        RunArchive.write(run, to);
        print(spec, run + " is archived in " + to + ".");
    }

    private static void print(CommandSpec spec, String line) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(line);
        out.flush();
    }

    /// `./jarl import FILE`.
    @Command(
            name = "import",
            mixinStandardHelpOptions = true,
            description = "Bring an archived run into outputs/, checked to the byte.")
    static final class Import implements Runnable {
        @Parameters(paramLabel = "FILE", description = "What ./jarl archive wrote.")
        Path file = Path.of("");

        @Spec
        CommandSpec spec;

        @Override
        public void run() {
            Run run = RunArchive.read(file, Named.runs().outputs());
            print(spec, run + " is in " + TrainingConsole.shown(run.folder().path()) + ".");
        }
    }
}
