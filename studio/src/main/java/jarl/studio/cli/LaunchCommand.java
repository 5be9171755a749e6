package jarl.studio.cli;

import jarl.run.Run;
import jarl.run.Workspace;
import jarl.studio.launch.ForeignTraining;
import jarl.studio.launch.StopSignal;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `./jarl launch -- COMMAND…`.
@Command(
        name = "launch",
        mixinStandardHelpOptions = true,
        description = {
            "Run a trainer of any make, in any language, and make a run of the @METRIC lines that it prints: listed, tailed and"
                    + " plotted like any other. Ctrl-C stops it.",
            "",
            "  ./jarl launch --algorithm sb3-ppo --environment CartPole-v1 -- python3 train.py",
            "",
            "Exit code: 0 completed, 1 failed, 130 interrupted."
        })
final class LaunchCommand implements Callable<Integer> {
    @Parameters(paramLabel = "COMMAND", arity = "1..*", description = "The trainer and its arguments.")
    List<String> command = new ArrayList<>();

    @Option(names = "--algorithm", paramLabel = "NAME", description = "What tables shall call it (default: foreign).")
    String algorithm = "foreign";

    @Option(names = "--environment", paramLabel = "NAME", description = "What tables shall call its world (default: unknown).")
    String environment = "unknown";

    @Spec
    CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        Path outputs = Workspace.around(Path.of("")).outputs();
        try (var _ = StopSignal.interruptsThisThread()) {
            var training = ForeignTraining.start(command, algorithm, environment, outputs, line -> {
                out.println(line);
                out.flush();
            });
            Run run = training.awaitOrStop();
            new TrainingConsole(out).conclude(run);
            return TrainingConsole.exitCode(run);
        }
    }
}
