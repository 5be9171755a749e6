package jarl.studio.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine;

/// The commands of `./jarl` by their names, in the order in which its help lists them.
///
/// picocli reads a command's options by reflection when the command is added, which takes longer for all of them
/// together than many a command does; so only the one that is asked for is added.
final class Commands {
    private static final Map<String, Class<?>> BY_NAME = new LinkedHashMap<>();

    static {
        BY_NAME.put("quickstart", QuickstartCommand.class);
        BY_NAME.put("train", TrainCommand.class);
        BY_NAME.put("resume", ResumeCommand.class);
        BY_NAME.put("attach", AttachCommand.class);
        BY_NAME.put("launch", LaunchCommand.class);
        BY_NAME.put("evaluate", EvaluateCommand.class);
        BY_NAME.put("export", ExportCommand.class);
        BY_NAME.put("bench", BenchCommand.class);
        BY_NAME.put("runs", RunsCommand.class);
        BY_NAME.put("study", StudyCommand.class);
        BY_NAME.put("show", ShowCommand.class);
        BY_NAME.put("compare", CompareCommand.class);
        BY_NAME.put("diff", CompareCommand.Diff.class);
        BY_NAME.put("tail", TailCommand.class);
        BY_NAME.put("replays", ReplaysCommand.class);
        BY_NAME.put("ends", EndsCommand.class);
        BY_NAME.put("rerun", RerunCommand.class);
        BY_NAME.put("delete", DeleteCommand.class);
        BY_NAME.put("archive", ArchiveCommand.class);
        BY_NAME.put("import", ArchiveCommand.Import.class);
        BY_NAME.put("preferences", PreferencesCommand.class);
        BY_NAME.put("config", ConfigCommand.class);
        BY_NAME.put("env", EnvCommand.class);
        BY_NAME.put("notebook", NotebookCommand.class);
        BY_NAME.put("script", ScriptCommand.class);
        BY_NAME.put("kernel", KernelCommand.class);
        BY_NAME.put("lab", LabCommand.class);
        BY_NAME.put("completion", CompletionCommand.class);
        BY_NAME.put("test", Main.Test.class);
        BY_NAME.put("install", Main.Install.class);
    }

    private Commands() {}

    static Set<String> names() {
        return BY_NAME.keySet();
    }

    /// Adds the command that `arguments` begin with; all of them where they begin with none, for help and for what is
    /// nearest to a typo.
    static void add(CommandLine to, String... arguments) {
        Class<?> asked = arguments.length == 0 ? null : BY_NAME.get(arguments[0]);
        if (asked == null) {
            BY_NAME.forEach(to::addSubcommand);
        } else {
            to.addSubcommand(arguments[0], asked);
        }
    }
}
