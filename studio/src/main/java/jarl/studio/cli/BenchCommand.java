package jarl.studio.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import jarl.studio.bench.Measure;
import jarl.studio.bench.Result;
import jarl.studio.bench.Settings;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `./jarl bench`.
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        description = {
            "Measure how fast Jarl is on this machine. Quote ratios of figures of one run: machines are shared.",
            "",
            "  ./jarl bench                                            everything",
            "  ./jarl bench ppo-cartpole --recipe zoo --threads 2      one training",
            "  ./jarl bench inference ppo-step --engine torch --json   parts, a JSON line each"
        },
        footer = {
            "",
            "ppo-cartpole, dqn-cartpole  whole trainings, each in a process of its own",
            "env                         steps of 1, 8, 1024 and 4096 CartPoles on one thread",
            "inference                   a 64-64 policy's outputs for 1, 8, 64 and 1024 rows",
            "ppo-step                    gradient steps of PPO on 64, 256 and 2048 rows",
            "ppo-cuda                    PPO on 4096, 16384 and 65536 CartPoles on a CUDA device"
        })
final class BenchCommand implements Callable<Integer> {
    private static final String LINE = "%-13s %-13s %-24s %s%n";

    @Parameters(
            paramLabel = "MEASURE",
            arity = "0..*",
            description = "ppo-cartpole, dqn-cartpole, env, inference, ppo-step, ppo-cuda (default: all of them).")
    List<String> measures = new ArrayList<>();

    @Option(
            names = "--recipe",
            paramLabel = "NAME",
            split = ",",
            description = "Of the trainings: sb3, zoo, cleanrl (default: all three).")
    List<String> recipes = new ArrayList<>();

    @Option(names = "--engine", paramLabel = "auto|java|torch", description = "What computes (default: auto).")
    String engine = "auto";

    @Option(names = "--threads", paramLabel = "N", description = "Of the Java engine (default: 1).")
    int threads = 1;

    @Option(names = "--seed", paramLabel = "S", description = "Of everything random (default: 42).")
    int seed = 42;

    @Option(
            names = "--steps",
            paramLabel = "N",
            description = "Steps of a training or of env, calls of the others (default: the recipe's; a second's).")
    @Nullable Long steps;

    @Option(names = "--json", description = "Print a JSON line for each row of the table instead.")
    boolean json;

    @Spec
    CommandSpec spec;

    @Override
    public Integer call() {
        var settings = new Settings(recipes, engine, threads, seed, steps);
        List<Measure> wanted =
                measures.isEmpty() ? Measure.all() : measures.stream().map(Measure::named).toList();
        if (!json) {
            print(String.format(LINE, "measure", "of", "engine", "figures"));
        }
        for (Measure measure : wanted) {
            measure.run(settings, result -> print(json ? jsonLine(result) : line(result)), this::note);
        }
        return 0;
    }

    private static String line(Result result) {
        Object computing = result.engine() == null ? "–" : result.engine();
        return String.format(LINE, result.measure(), result.subject(), computing, result.words());
    }

    private static String jsonLine(Result result) {
        try {
            return new JsonMapper().writeValueAsString(result.fields()) + System.lineSeparator();
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private void print(String line) {
        PrintWriter out = spec.commandLine().getOut();
        out.print(line);
        out.flush(); // the next may take a minute
    }

    private void note(String note) {
        PrintWriter err = spec.commandLine().getErr();
        err.println(note);
        err.flush();
    }
}
