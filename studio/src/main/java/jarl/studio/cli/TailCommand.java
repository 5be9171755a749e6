package jarl.studio.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import jarl.run.MetricsTail;
import jarl.run.Run;
import jarl.run.RunState;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `./jarl tail RUN`.
@Command(
        name = "tail",
        mixinStandardHelpOptions = true,
        description = "Print the last rows of a run's metrics, and with -f those that come, until it ends.")
final class TailCommand implements Callable<Integer> {
    private static final long LOOK_EVERY = 200; // ms

    @Parameters(paramLabel = "RUN", arity = "0..1", description = Named.HOW)
    String name = "last";

    @Option(names = {"-n", "--lines"}, paramLabel = "N", description = "Rows to begin with (default: 10).")
    int lines = 10;

    @Option(names = {"-f", "--follow"}, description = "Go on while the run does.")
    boolean follow;

    @Option(names = "--json", description = "The rows as they are written, one JSON object a line.")
    boolean json;

    @Spec
    CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException, JsonProcessingException {
        Run run = Named.run(name);
        var tail = new MetricsTail(run, lines);
        print(tail.next());
        while (follow && isGoingOn(run.state())) {
            Thread.sleep(LOOK_EVERY);
            print(tail.next());
        }
        print(tail.next());
        if (follow) {
            spec.commandLine().getErr().println(run + " is " + run.state().label() + ".");
        }
        return 0;
    }

    private static boolean isGoingOn(RunState state) {
        return state == RunState.RUNNING || state == RunState.QUEUED;
    }

    private void print(List<String> rows) throws JsonProcessingException {
        PrintWriter out = spec.commandLine().getOut();
        for (String row : rows) {
            out.println(json ? row : describe(new JsonMapper().readerForMapOf(Object.class).readValue(row)));
        }
        out.flush();
    }

    /// `     2048 iteration   policy_loss 0.0123  entropy 0.6931`
    private static String describe(Map<String, Object> row) {
        String values = row.entrySet().stream()
                .filter(value -> !value.getKey().equals("kind") && !value.getKey().equals("step"))
                .map(value -> value.getKey() + " " + TextTable.text(value.getValue()))
                .collect(Collectors.joining("  "));
        return String.format("%11s %-10s  %s", TextTable.text(row.get("step")), row.get("kind"), values);
    }
}
