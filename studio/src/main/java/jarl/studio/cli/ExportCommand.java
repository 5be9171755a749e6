package jarl.studio.cli;

import jarl.export.RunExport;
import jarl.run.Run;
import jarl.studio.launch.CellSources;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `./jarl export RUN`.
@Command(
        name = "export",
        mixinStandardHelpOptions = true,
        description = "Write a run's policy for other programs, and check that the file answers as the policy does.")
final class ExportCommand implements Callable<Integer> {
    @Parameters(paramLabel = "RUN", description = "A run's folder, its id (2026-11-20/13-24-37), or last.")
    String name = "last";

    @Option(names = "--to", paramLabel = "FORMAT", description = "onnx, safetensors, or page, in which CartPole is played (default: onnx).")
    String format = "onnx";

    @Option(names = "--checkpoint", paramLabel = "best|last|STEP", description = "Which checkpoint (default: best).")
    String checkpoint = "best";

    @Spec
    CommandSpec spec;

    @Override
    public Integer call() {
        Run run = Named.run(name);
        CellSources.bringBack(run);
        spec.commandLine().getOut().println(RunExport.export(run, checkpoint, format));
        spec.commandLine().getOut().flush();
        return 0;
    }
}
