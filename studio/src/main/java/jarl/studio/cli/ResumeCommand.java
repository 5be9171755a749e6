package jarl.studio.cli;

import jarl.run.Run;
import jarl.run.Runs;
import jarl.run.Training;
import jarl.run.Workspace;
import jarl.studio.launch.CellSources;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `./jarl resume RUN`.
@Command(
        name = "resume",
        mixinStandardHelpOptions = true,
        description = "Go on with an interrupted or failed run from a checkpoint, in its own folder.")
final class ResumeCommand implements Callable<Integer> {
    @Parameters(paramLabel = "RUN", description = "A run's folder, its id (2026-11-20/13-24-37), or last.")
    String name = "last";

    @Option(
            names = "--checkpoint",
            paramLabel = "last|best|STEP",
            description = "Which one (default: last); what came after it is forgotten.")
    String checkpoint = "last";

    @Spec
    CommandSpec spec;

    @Override
    public Integer call() {
        Run run = new Runs(Workspace.around(Path.of("")).outputs()).named(name);
        CellSources.bringBack(run);
        var console = new TrainingConsole(spec.commandLine().getOut());
        return console.watch(() -> Training.resume(run, checkpoint, console.withController()));
    }
}
