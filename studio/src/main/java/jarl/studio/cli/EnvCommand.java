package jarl.studio.cli;

import jarl.env.Environment;
import jarl.env.EnvironmentEntry;
import jarl.env.Environments;
import jarl.env.batch.EnvironmentBatch;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `./jarl env list` and `./jarl env show NAME`.
@Command(name = "env", mixinStandardHelpOptions = true, description = "The worlds to learn in.", synopsisSubcommandLabel = "COMMAND")
final class EnvCommand implements Runnable {
    @Spec
    CommandSpec spec;

    @Option(
            names = "--batch",
            description = "Answer requests, one JSON object a line, from standard input (docs/environments.md).")
    boolean batch;

    @Override
    public void run() {
        if (batch) {
            var answers = new OutputStreamWriter(System.out, StandardCharsets.UTF_8);
            new EnvironmentBatch().run(new InputStreamReader(System.in, StandardCharsets.UTF_8), answers);
        } else {
            list();
        }
    }

    @Command(name = "list", mixinStandardHelpOptions = true, description = "Name them.")
    void list() {
        PrintWriter out = spec.commandLine().getOut();
        for (String name : Environments.names()) {
            out.printf("%-28s %s%n", name, Environments.entry(name).about().description());
        }
        out.flush();
    }

    @Command(name = "show", mixinStandardHelpOptions = true, description = "Describe one: spaces, options, scores.")
    void show(@Parameters(paramLabel = "NAME", description = "As `env list` names it.") String name) {
        EnvironmentEntry entry = Environments.entry(name);
        PrintWriter out = spec.commandLine().getOut();
        try (Environment environment = Environments.make(name, Map.of())) {
            out.println(name + ": " + entry.about().description());
            out.println("observations  " + environment.observationSpace().describe());
            out.println("actions       " + environment.actionSpace().describe());
        }
        entry.timeLimit().ifPresent(steps -> out.println("time limit    " + steps + " steps"));
        entry.rewardThreshold().ifPresent(threshold -> out.println("solved at     " + threshold));
        entry.options().forEach((option, standard) -> out.println("option        " + option + " = " + standard));
        entry.referenceScores().forEach((who, score) -> out.println("reference     " + score + " by " + who));
        out.flush();
    }
}
