package jarl.studio.cli;

import jarl.run.Runs;
import jarl.run.Workspace;
import jarl.run.judge.Comparison;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `./jarl preferences RUN_A RUN_B --to FILE`.
@Command(
        name = "preferences",
        mixinStandardHelpOptions = true,
        description = {
            "Let the policies of two runs live episodes from the same starts, and record which of each two had the greater "
                    + "return. Equals are left out. What is in the file already stays.",
            "",
            "  ./jarl train algorithm=dpo algorithm.preferences=FILE"
        })
final class PreferencesCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "RUN_A", description = "A run's folder, its id, or last.")
    String first = "last";

    @Parameters(index = "1", paramLabel = "RUN_B", description = "Another run in the same world.")
    String second = "last";

    @Option(names = "--to", paramLabel = "FILE", required = true, description = "A file of JSON lines, added to.")
    Path file = Path.of("preferences.jsonl");

    @Option(names = "--episodes", paramLabel = "N", description = "Starts (default: ${DEFAULT-VALUE}).")
    int episodes = 100;

    @Option(names = "--start", paramLabel = "S", description = "Seed of the first start (default: ${DEFAULT-VALUE}).")
    long start;

    @Option(names = "--greedy", description = "Take the most probable actions instead of drawing them.")
    boolean greedy;

    @Spec
    CommandSpec spec;

    @Override
    public Integer call() {
        var runs = new Runs(Workspace.around(Path.of("")).outputs());
        List<Comparison> comparisons = Comparison.of(runs.named(first), runs.named(second), episodes, start, greedy);
        int recorded = Comparison.record(comparisons, file);
        PrintWriter out = spec.commandLine().getOut();
        out.println(recorded + " preferences from " + episodes + " starts added to " + file);
        out.flush();
        return 0;
    }
}
