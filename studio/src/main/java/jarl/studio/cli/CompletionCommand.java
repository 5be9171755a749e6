package jarl.studio.cli;

import jarl.config.Completion;
import jarl.run.Configs;
import jarl.run.Run;
import jarl.run.Runs;
import jarl.run.Workspace;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `./jarl completion`: Tab in bash completes commands, groups, options, keys and values, and the names of runs.
@Command(
        name = "completion",
        mixinStandardHelpOptions = true,
        description = "Print what makes bash complete: put `source <(./jarl completion)` into ~/.bashrc.",
        synopsisSubcommandLabel = "")
final class CompletionCommand implements Runnable {
    private static final String BASH =
            """
            _jarl() {
                local IFS=$'\\n'
                COMPREPLY=($("${COMP_WORDS[0]}" completion words "$COMP_POINT" "$COMP_LINE" 2>/dev/null))
            }
            complete -o nospace -F _jarl jarl ./jarl
            """;

    private static final Set<String> TAKING_OVERRIDES = Set.of("train", "config");
    private static final Set<String> TAKING_RUNS = Set.of(
            "attach", "evaluate", "export", "resume", "show", "compare", "diff", "tail", "rerun", "delete", "archive",
            "replays", "ends");

    @Spec
    CommandSpec spec;

    @Override
    public void run() {
        PrintWriter out = spec.commandLine().getOut();
        out.print(BASH);
        out.flush();
    }

    @Command(name = "words", hidden = true, description = "What may stand at a point of a command line.")
    void words(@Parameters int point, @Parameters String line) {
        List<String> words = new ArrayList<>(List.of(line.substring(0, Math.min(point, line.length())).split(" +", -1)));
        words.removeFirst(); // the program
        String begun = words.isEmpty() ? "" : words.removeLast();
        // bash replaces only what follows the last of these
        int kept = Math.max(begun.lastIndexOf('='), begun.lastIndexOf(':')) + 1;
        PrintWriter out = spec.commandLine().getOut();
        candidates(words, begun)
                .filter(word -> word.startsWith(begun.substring(0, kept)))
                .forEach(word -> out.println(word.substring(kept)));
        out.flush();
    }

    private Stream<String> candidates(List<String> before, String begun) {
        if (before.isEmpty()) {
            return Commands.names().stream().filter(name -> name.startsWith(begun)).sorted();
        }
        Workspace workspace = Workspace.around(Path.of(""));
        String command = before.removeFirst();
        if (TAKING_OVERRIDES.contains(command)) {
            return new Completion(Configs.composer(workspace.configs()), "config").complete(begun, before).stream();
        }
        if (TAKING_RUNS.contains(command)) {
            Stream<String> runs = new Runs(workspace.outputs()).list().reversed().stream().map(Run::id);
            return Stream.concat(Stream.of("last", "best"), runs).filter(name -> name.startsWith(begun));
        }
        return Stream.empty();
    }
}
