package jarl.studio.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import jarl.run.RunSummary;
import jarl.run.Runs;
import jarl.studio.store.RunSql;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tech.tablesaw.api.Row;
import tech.tablesaw.api.Table;

/// `./jarl runs`.
@Command(
        name = "runs",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "[COMMAND]",
        description = {
            "List the runs in outputs/, oldest first.",
            "",
            "  ./jarl runs --state completed --sort best --reverse --limit 5"
        })
final class RunsCommand implements Callable<Integer> {
    @Option(names = "--state", paramLabel = "STATE", description = "Only these: queued, running, interrupted, completed, error.")
    @Nullable String state;

    @Option(names = "--algorithm", paramLabel = "NAME", description = "Only those of this learning rule.")
    @Nullable String algorithm;

    @Option(names = "--environment", paramLabel = "NAME", description = "Only those in a world whose name begins so.")
    @Nullable String environment;

    @Option(names = "--sort", paramLabel = "COLUMN", description = "By ${COMPLETION-CANDIDATES}, ascending (default: run).")
    RunSummary.Order order = RunSummary.Order.RUN;

    @Option(names = "--reverse", description = "Descending.")
    boolean reverse;

    @Option(names = "--limit", paramLabel = "N", description = "The first N of what is left.")
    int limit = Integer.MAX_VALUE;

    @Option(names = "--json", description = "Print one JSON object a run, a line each.")
    boolean json;

    @Spec
    CommandSpec spec;

    @Override
    public Integer call() throws JsonProcessingException {
        Runs runs = Named.runs();
        List<RunSummary> found =
                new ArrayList<>(RunSummary.of(runs, new RunSummary.Filter(state, algorithm, environment), order));
        if (reverse) {
            found = found.reversed();
        }
        found = found.subList(0, Math.min(Math.max(0, limit), found.size()));
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            for (RunSummary run : found) {
                out.println(new JsonMapper().writeValueAsString(run.json()));
            }
        } else if (found.isEmpty()) {
            out.println(
                    runs.list().isEmpty()
                            ? "There are no runs in " + runs.outputs() + " yet. Train one: ./jarl train"
                            : "None of the " + runs.list().size() + " runs in " + runs.outputs() + " is so.");
        } else {
            print(found, out);
        }
        out.flush();
        return 0;
    }

    @Command(
            name = "sql",
            mixinStandardHelpOptions = true,
            description = {
                "Ask all runs a question: the tables are runs, metrics, episodes, evaluations and tests.",
                "",
                "  ./jarl runs sql \"select algorithm, max(best_return) from runs group by algorithm\""
            })
    int sql(
            @Parameters(paramLabel = "QUERY", description = "One statement in DuckDB's dialect.") String question,
            @Option(names = "--csv", description = "Print comma-separated values.") boolean csv) {
        Table answer = new RunSql(Named.runs()).ask(question);
        PrintWriter out = spec.commandLine().getOut();
        if (csv) {
            out.print(answer.write().toString("csv"));
        } else {
            print(answer, out);
        }
        out.flush();
        return 0;
    }

    private static void print(Table answer, PrintWriter out) {
        var table = new TextTable(answer.columnNames());
        for (Row row : answer) {
            List<@Nullable Object> values = new ArrayList<>();
            answer.columnNames().forEach(name -> values.add(row.isMissing(name) ? null : row.getObject(name)));
            table.add(values);
        }
        table.print(out);
    }

    private static void print(List<RunSummary> runs, PrintWriter out) {
        var table = new TextTable(List.of("run", "state", "algorithm", "environment", "best", "steps", "time"));
        for (RunSummary run : runs) {
            table.add(Arrays.asList(
                    run.run().id(),
                    run.state(),
                    run.algorithm(),
                    run.environment(),
                    run.best() == null ? null : run.bestReturn(),
                    run.steps(),
                    Double.isNaN(run.seconds()) ? null : clock(run.seconds())));
        }
        table.print(out);
    }

    private static String clock(double seconds) {
        long whole = Math.round(seconds);
        return String.format("%d:%02d:%02d", whole / 3600, whole / 60 % 60, whole % 60);
    }
}
