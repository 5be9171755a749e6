package jarl.studio.cli;

import jarl.run.Run;
import jarl.run.RunSummary;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `./jarl delete RUN…`.
@Command(
        name = "delete",
        mixinStandardHelpOptions = true,
        description = "Delete runs with all their files. Asks before; nothing outside of outputs/ is touched.")
final class DeleteCommand implements Callable<Integer> {
    @Parameters(paramLabel = "RUN", arity = "1..*", description = Named.HOW)
    List<String> names = new ArrayList<>();

    @Option(names = "--yes", description = "Do not ask.")
    boolean yes;

    @Spec
    CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        List<Run> runs = Named.runs(names);
        PrintWriter out = spec.commandLine().getOut();
        var answers = new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset()));
        for (Run run : runs) {
            if (yes || agreed(run, out, answers)) {
                Named.runs().delete(run);
                out.println("Deleted " + run.id() + ".");
            } else {
                out.println("Kept " + run.id() + ".");
            }
            out.flush();
        }
        return 0;
    }

    private static boolean agreed(Run run, PrintWriter out, BufferedReader answers) throws IOException {
        RunSummary summary = RunSummary.of(run);
        out.print("Delete " + run.id() + " (" + summary.algorithm() + " on " + summary.environment() + ", "
                + summary.state() + ", " + TextTable.text(summary.steps()) + " steps)? [y/N] ");
        out.flush();
        String answer = answers.readLine();
        return answer != null && List.of("y", "yes").contains(answer.strip().toLowerCase(Locale.ROOT));
    }
}
