package jarl.studio.cli;

import jarl.run.Run;
import jarl.run.Runs;
import jarl.run.Workspace;
import jarl.studio.launch.ProcessTraining;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `./jarl attach RUN`.
@Command(
        name = "attach",
        mixinStandardHelpOptions = true,
        description = {
            "Watch a run that another process trains, as if it were trained here. Ctrl-C leaves it alone.",
            "Exit code: that of the run, 0 completed, 1 failed, 130 interrupted; 0 where it was left alone."
        })
final class AttachCommand implements Callable<Integer> {
    @Parameters(paramLabel = "RUN", description = "A run's folder, its id (2026-11-20/13-24-37), or last.")
    String name = "last";

    @Option(names = "--stop", description = "Stop it: as Ctrl-C would, and harder where it does not listen.")
    boolean stop;

    @Spec
    CommandSpec spec;

    @Override
    public Integer call() {
        Run run = new Runs(Workspace.around(Path.of("")).outputs()).named(name);
        var training = ProcessTraining.of(run);
        if (stop) {
            training.stop();
        }
        return new TrainingConsole(spec.commandLine().getOut()).follow(training, false);
    }
}
