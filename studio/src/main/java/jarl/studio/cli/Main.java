package jarl.studio.cli;

import jarl.config.ConfigException;
import jarl.config.Nearest;
import jarl.run.RunException;
import jarl.run.Version;
import jarl.run.checkpoint.CheckpointException;
import jarl.run.replay.ReplayException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.Set;
import java.util.TreeSet;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine;

/// The entry point of `./jarl`.
@Command(
        name = "jarl",
        description = "Reinforcement learning in Java notebooks.",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Versions.class,
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "A config is changed by overrides: @|bold ./jarl train experiment=cartpole_ppo seed=7|@",
            "Each command explains itself: @|bold ./jarl train --help|@"
        })
public final class Main {
    private static final int FAILED = 1;
    private static final int USAGE = 2;

    private Main() {}

    public static void main(String[] arguments) {
        System.exit(commandLine(arguments).execute(arguments));
    }

    /// @param arguments that it will be given; none: it knows every command
    static CommandLine commandLine(String... arguments) {
        var commandLine = new CommandLine(new Main());
        Commands.add(commandLine, arguments);
        commandLine.setExecutionExceptionHandler(Main::explain);
        commandLine.setCaseInsensitiveEnumValuesAllowed(true);
        commandLine.setParameterExceptionHandler(Main::refuse);
        commandLine.getSubcommands().forEach((name, command) ->
                command.setStopAtPositional(name.equals("launch"))); // there what follows is the command's own
        return commandLine;
    }

    /// What the command line itself does not understand: what is nearest, or else how the command is used.
    private static int refuse(CommandLine.ParameterException wrong, String[] arguments) {
        CommandLine command = wrong.getCommandLine();
        PrintWriter err = command.getErr();
        String near = wrong instanceof CommandLine.UnmatchedArgumentException unmatched
                ? Nearest.suggestion(unmatched.getUnmatched().getFirst(), names(command))
                : "";
        err.println(wrong.getMessage() + near);
        if (near.isEmpty()) {
            command.usage(err);
        }
        return USAGE;
    }

    /// The commands below this one, and its options.
    private static Set<String> names(CommandLine command) {
        Set<String> names = new TreeSet<>(command.getSubcommands().keySet());
        names.addAll(command.getCommandSpec().optionsMap().keySet());
        return names;
    }

    /// A user's mistake is told in its own words; anything else is a fault of ours and shows where.
    private static int explain(Exception failure, CommandLine commandLine, CommandLine.ParseResult parsed) {
        PrintWriter err = commandLine.getErr();
        switch (failure) {
            case ConfigException wrong -> err.println(wrong.getMessage());
            case RunException wrong -> err.println(wrong.getMessage());
            case CheckpointException damaged -> err.println(damaged.getMessage());
            case ReplayException wrong -> err.println(wrong.getMessage());
            case UncheckedIOException unwritable -> err.println(unwritable.getMessage());
            case IllegalArgumentException wrong -> err.println(wrong.getMessage());
            case IllegalStateException wrong -> err.println(wrong.getMessage());
            default -> {
                err.println("Jarl failed in a way it should not have; please report this:");
                failure.printStackTrace(err);
            }
        }
        if (System.getenv("JARL_TRACE") != null) {
            failure.printStackTrace(err);
        }
        return failure instanceof ConfigException || failure instanceof IllegalArgumentException ? USAGE : FAILED;
    }

    /// `./jarl test` is the launcher's own, since it builds; it stands here to be listed and explained.
    @Command(name = "test", description = "Build everything and run the whole test suite.", mixinStandardHelpOptions = true)
    static final class Test implements Runnable {
        @Override
        public void run() {
            throw new IllegalStateException("The tests are run by the launcher script: ./jarl test");
        }
    }

    /// As [Test], the launcher's own.
    @Command(
            name = "install",
            description = "Put the library and its sources into the local Maven repository, for projects of your own.",
            mixinStandardHelpOptions = true)
    static final class Install implements Runnable {
        @Override
        public void run() {
            throw new IllegalStateException("The library is installed by the launcher script: ./jarl install");
        }
    }

    static final class Versions implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"jarl " + Version.JARL + " on Java " + Runtime.version()};
        }
    }
}
