package jarl.studio.cli;

import jarl.run.Run;
import jarl.run.Training;
import jarl.studio.launch.CellSources;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `./jarl rerun RUN key=value…`.
@Command(
        name = "rerun",
        mixinStandardHelpOptions = true,
        description = {
            "Train anew, in a new folder, from the config that a run was made from, with some values changed.",
            "",
            "  ./jarl rerun last seed=7 algorithm.clip_range=0.1"
        })
final class RerunCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "RUN", description = Named.HOW)
    String name = "";

    @Parameters(index = "1..*", paramLabel = "OVERRIDE", description = "key=value, +key=value (add), ~key (remove).")
    List<String> overrides = new ArrayList<>();

    @Spec
    CommandSpec spec;

    @Override
    public Integer call() {
        Run run = Named.run(name);
        CellSources.bringBack(run);
        var console = new TrainingConsole(spec.commandLine().getOut());
        return console.watch(() -> Training.rerun(run, overrides, Named.runs().outputs(), console));
    }
}
