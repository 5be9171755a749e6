package jarl.studio.cli;

import jarl.run.ConfigDifference;
import jarl.run.Run;
import jarl.run.RunComparison;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `./jarl compare RUN RUN …`.
@Command(
        name = "compare",
        mixinStandardHelpOptions = true,
        description = "Lay runs side by side: what they came to, and the settings in which they differ.")
final class CompareCommand implements Runnable {
    @Parameters(paramLabel = "RUN", arity = "2..*", description = Named.HOW)
    List<String> names = new ArrayList<>();

    @Spec
    CommandSpec spec;

    @Override
    public void run() {
        RunComparison comparison = RunComparison.of(Named.runs(names));
        List<String> heads = new ArrayList<>(List.of(""));
        comparison.runs().stream().map(Run::id).forEach(heads::add);
        var table = new TextTable(heads);
        comparison.measures().forEach(measure -> table.add(row(measure.name(), measure.values())));
        comparison.settings().forEach(setting -> table.add(row(setting.key(), setting.values())));
        PrintWriter out = spec.commandLine().getOut();
        table.print(out);
        out.flush();
    }

    static List<@Nullable Object> row(String name, List<? extends @Nullable Object> values) {
        List<@Nullable Object> row = new ArrayList<>();
        row.add(name);
        row.addAll(values);
        return row;
    }

    /// `./jarl diff A B`.
    @Command(
            name = "diff",
            mixinStandardHelpOptions = true,
            description = "Name the settings in which two runs differ. Exit code 1 where there are any, as diff has it.")
    static final class Diff implements java.util.concurrent.Callable<Integer> {
        @Parameters(index = "0", paramLabel = "A", description = Named.HOW)
        String a = "";

        @Parameters(index = "1", paramLabel = "B", description = "The other one.")
        String b = "";

        @Spec
        CommandSpec spec;

        @Override
        public Integer call() {
            List<Run> runs = Named.runs(List.of(a, b));
            List<ConfigDifference> differences = ConfigDifference.between(runs);
            PrintWriter out = spec.commandLine().getOut();
            if (differences.isEmpty()) {
                out.println("Both were made from the same settings.");
            } else {
                var table = new TextTable(List.of("", runs.get(0).id(), runs.get(1).id()));
                differences.forEach(difference -> table.add(row(difference.key(), difference.values())));
                table.print(out);
            }
            out.flush();
            return differences.isEmpty() ? 0 : 1;
        }
    }
}
