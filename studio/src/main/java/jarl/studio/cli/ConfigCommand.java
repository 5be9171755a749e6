package jarl.studio.cli;

import jarl.config.Batch;
import jarl.config.Composer;
import jarl.config.Config;
import jarl.config.Job;
import jarl.config.Origin;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `./jarl config`.
@Command(
        name = "config",
        mixinStandardHelpOptions = true,
        description = {
            "Print the config that these overrides compose.",
            "",
            "  ./jarl config experiment=cartpole_ppo --why trainer.learning_rate"
        })
final class ConfigCommand implements Callable<Integer> {
    private static final String ALL = "";

    @Mixin
    ConfigOptions options = new ConfigOptions();

    @ArgGroup
    What what = new What();

    @Spec
    CommandSpec spec;

    /// One of these at a time.
    static final class What {
        @Option(names = "--resolve", description = "With every interpolation resolved.")
        boolean resolve;

        @Option(
                names = "--why",
                arity = "0..1",
                fallbackValue = ALL,
                paramLabel = "KEY",
                description = "Where each value comes from: file and line, override, or default.")
        @Nullable String why;

        @Option(names = "--tree", description = "Which config brings which along.")
        boolean tree;

        @Option(names = "--info", description = "Groups and their options.")
        boolean info;

        @Option(
                names = {"-m", "--multirun"},
                description = "The jobs of a sweep: a=1,2, choice(…), range(…), glob(…).")
        boolean multirun;

        @Option(
                names = "--batch",
                description = "Answer requests, one JSON object a line, from standard input (docs/configs.md).")
        boolean batch;
    }

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        if (what.batch) {
            Batch.run(new InputStreamReader(System.in, StandardCharsets.UTF_8), out);
            return 0;
        }
        Composer composer = options.composer();
        if (what.info) {
            composer.groups().forEach((group, names) ->
                    out.println((group.isEmpty() ? "--config-name" : group) + ": " + String.join(", ", names)));
        } else if (what.tree) {
            out.println(composer.tree(options.configName, options.overrides));
        } else if (what.multirun) {
            sweep(composer.expand(options.configName, options.overrides), out);
        } else if (what.why != null) {
            explain(options.compose(), what.why, out);
        } else {
            Config config = options.compose();
            out.print(what.resolve ? config.toResolvedYaml() : config.toYaml());
        }
        out.flush();
        return 0;
    }

    private static void sweep(List<Job> jobs, PrintWriter out) {
        for (Job job : jobs) {
            out.println("# job " + job.number() + ": " + String.join(" ", job.overrides()));
            out.println(job.config().toYaml());
        }
        if (jobs.isEmpty()) {
            out.println("The sweep makes no jobs: a glob matches nothing.");
        }
    }

    private static void explain(Config config, String key, PrintWriter out) {
        Map<String, Origin> origins = config.origins();
        if (!key.isEmpty() && !origins.containsKey(key)) {
            config = config.at(key); // a section, or an error that names the nearest key
            origins = config.origins();
        } else if (!key.isEmpty()) {
            origins = Map.of(key, config.origin(key));
        }
        for (var entry : origins.entrySet()) {
            out.printf("%-34s %-24s %s%n", entry.getKey(), config.value(entry.getKey()), entry.getValue().describe());
        }
    }
}
