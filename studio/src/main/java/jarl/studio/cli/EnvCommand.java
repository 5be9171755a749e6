package jarl.studio.cli;

import jarl.env.Environment;
import jarl.env.EnvironmentEntry;
import jarl.env.EnvironmentPage;
import jarl.env.Environments;
import jarl.env.Picture;
import jarl.env.batch.EnvironmentBatch;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `./jarl env list` and `./jarl env show NAME`.
@Command(name = "env", mixinStandardHelpOptions = true, description = "The worlds to learn in.", synopsisSubcommandLabel = "COMMAND")
final class EnvCommand implements Runnable {
    private static final int COLUMNS = 72; // of a picture in the terminal

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

    @Command(
            name = "show",
            mixinStandardHelpOptions = true,
            description = "Describe one: spaces, options, returns to compare with, and how it looks.")
    void show(
            @Parameters(paramLabel = "NAME", description = "As `env list` names it, or a class on the class path.")
                    String name,
            @Option(
                    names = "--picture",
                    paramLabel = "FILE",
                    description = "Write its picture, a PNG (a terminal with colours shows it anyway).")
                    @Nullable Path file)
            throws IOException {
        EnvironmentEntry entry = Environments.entry(name);
        PrintWriter out = spec.commandLine().getOut();
        try (Environment environment = Environments.make(name, Map.of())) {
            out.println(entry.name() + ": " + entry.about().description());
            out.println("observations  " + environment.observationSpace().describe());
            out.println("actions       " + environment.actionSpace().describe());
        }
        entry.timeLimit().ifPresent(steps -> out.println("time limit    " + steps + " steps"));
        entry.rewardThreshold().ifPresent(threshold -> out.println("solved at     " + threshold));
        Environments.defaults(name).forEach(
                (option, standard) -> out.println("option        " + option + " = " + EnvironmentPage.written(standard)));
        entry.referenceScores().forEach((who, score) -> out.println("reference     " + score + " by " + who));
        picture(name, file, out);
        out.flush();
    }

    private static void picture(String name, @Nullable Path file, PrintWriter out) throws IOException {
        Picture picture = EnvironmentPage.picture(name);
        if (picture == null) {
            if (file != null) {
                throw new IllegalArgumentException(name + " does not draw itself, so there is no picture to write");
            }
        } else if (file != null) {
            Files.write(file, picture.png(2));
            out.println("picture       " + file + ": " + picture.alt());
        } else if (showsColours()) {
            out.print(BlockPicture.of(picture, COLUMNS));
        }
    }

    private static boolean showsColours() {
        boolean terminal = Optional.ofNullable(System.console()).map(Console::isTerminal).orElse(false);
        return terminal && System.getenv("NO_COLOR") == null;
    }
}
