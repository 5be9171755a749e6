package jarl.studio.notebook;

import jarl.config.Config;
import jarl.env.Environment;
import jarl.env.EnvironmentEntry;
import jarl.env.Environments;
import jarl.export.RunExport;
import jarl.run.Configs;
import jarl.run.Judgement;
import jarl.run.Run;
import jarl.run.RunArchive;
import jarl.run.RunComparison;
import jarl.run.Runs;
import jarl.run.Training;
import jarl.run.Workspace;
import jarl.studio.plot.Figure;
import jarl.studio.store.RunTables;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import tech.tablesaw.api.Table;

/// The verbs of a cell.
///
/// ```java
/// var run = train(config("experiment=cartpole_ppo", "seed=1"));
/// plot(run, "episode_return")
/// ```
public final class Lab {
    /// Questions to all runs: `runs.sql("select …")`, `runs.list()`.
    public static final RunQuestions runs = new RunQuestions();

    private Lab() {}

    /// Composes a config from the files in `configs/` and these overrides, and checks it whole.
    ///
    /// @param overrides `group=option`, `key=value`, `+key=value`, `~key`
    /// @throws jarl.config.ConfigException if anything in it is wrong
    public static Config config(String... overrides) {
        return Configs.experiment(workspace().shownConfigs(), List.of(overrides));
    }

    /// Trains in this cell, with a live line. Interrupting the kernel keeps what was learnt.
    ///
    /// @return the run, completed or interrupted
    public static Run train(Config config) {
        return Training.train(config, workspace().outputs(), new LiveTraining());
    }

    /// The same as `train(config(overrides))`.
    public static Run train(String... overrides) {
        return train(config(overrides));
    }

    /// Goes on with an interrupted or failed run from its last checkpoint.
    public static Run resume(Run run) {
        return Training.resume(run, new LiveTraining());
    }

    /// Goes on with the run of this name.
    public static Run resume(String name) {
        return resume(run(name));
    }

    /// A run by its folder, its id (`2026-11-20/13-24-37`), the end of that, `last` or `best`.
    ///
    /// @throws jarl.run.RunException if there is none
    public static Run run(String name) {
        return new Runs(workspace().outputs()).named(name);
    }

    /// The table of all runs, oldest first.
    public static Table runs() {
        return runs.table();
    }

    /// Several runs side by side: what they came to, and the settings in which they differ.
    public static Table compare(Run... runs) {
        return RunTables.comparison(RunComparison.of(List.of(runs)));
    }

    /// The settings in which two runs differ.
    public static Table diff(Run a, Run b) {
        return RunTables.differences(List.of(a, b));
    }

    /// The last rows of a run's metrics.
    public static Table tail(Run run, int rows) {
        return RunTables.tail(run, rows);
    }

    /// A new run from the config that another was made from, with some values changed.
    ///
    /// @param overrides `key=value`, `+key=value`, `~key`
    public static Run rerun(Run run, String... overrides) {
        return Training.rerun(run, List.of(overrides), workspace().outputs(), new LiveTraining());
    }

    /// Deletes a run with all its files; it must lie in `outputs/`. A cell cannot be asked whether it is sure.
    public static void delete(Run run) {
        new Runs(workspace().outputs()).delete(run);
    }

    /// Writes a whole run into one file beside the notebook, to be imported on another machine.
    ///
    /// @return the file
    public static Path archive(Run run) {
        Path file = Path.of(RunArchive.nameFor(run)).toAbsolutePath();
        RunArchive.write(run, file);
        return file;
    }

    /// Brings an archived run into `outputs/`, checked to the byte.
    public static Run importRun(String file) {
        return RunArchive.read(Path.of(file), workspace().outputs());
    }

    /// The curve of a measure over the run's steps: `episode_return`, `policy_loss`, `entropy`, `mean_return`, …
    ///
    /// @throws IllegalArgumentException if the run has no such measure; the message names those it has
    public static Figure plot(Run run, String measure) {
        return plot(List.of(run), measure);
    }

    /// The curves of several runs in one figure.
    public static Figure plot(List<Run> runs, String measure) {
        return Plots.curves(runs, measure);
    }

    /// Judges the best checkpoint greedily on twenty seeds that neither training nor its choice has seen.
    public static Judgement evaluate(Run run) {
        return evaluate(run, 20);
    }

    /// The same on as many episodes as asked for.
    public static Judgement evaluate(Run run, int episodes) {
        return Judgement.of(run, "best", episodes, 0, true);
    }

    /// Takes the best policy out, into the run's `exports/`.
    ///
    /// @param format `onnx` or `safetensors`
    public static RunExport export(Run run, String format) {
        return RunExport.export(run, "best", format);
    }

    /// Where a run stands, and what lies in its folder.
    public static RunView show(Run run) {
        return new RunView(run);
    }

    /// Makes an environment known under a name, so that `environment=name` trains on it.
    ///
    /// @param timeLimit longest episode in steps
    public static void register(String name, Supplier<? extends Environment> maker, int timeLimit) {
        Environments.register(EnvironmentEntry.of(name, maker).timeLimit(timeLimit));
    }

    /// The same for a world whose episodes always end by themselves.
    public static void register(String name, Supplier<? extends Environment> maker) {
        Environments.register(name, maker);
    }

    private static Workspace workspace() {
        return Workspace.around(Path.of(""));
    }
}
