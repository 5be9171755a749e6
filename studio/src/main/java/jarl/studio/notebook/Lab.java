package jarl.studio.notebook;

import jarl.algorithm.Learner;
import jarl.algorithm.LearnerSetup;
import jarl.config.Config;
import jarl.env.Environment;
import jarl.env.EnvironmentEntry;
import jarl.env.Environments;
import jarl.evaluation.Evaluation;
import jarl.export.RunExport;
import jarl.network.Devices;
import jarl.run.Algorithms;
import jarl.run.Configs;
import jarl.run.EpisodeEnds;
import jarl.run.Run;
import jarl.run.RunArchive;
import jarl.run.RunComparison;
import jarl.run.RunException;
import jarl.run.Runs;
import jarl.run.Training;
import jarl.run.Workspace;
import jarl.run.judge.Candidate;
import jarl.run.judge.Comparison;
import jarl.run.judge.Generalization;
import jarl.run.judge.Judgement;
import jarl.run.judge.PolicyProbe;
import jarl.run.replay.Film;
import jarl.studio.plot.Curve;
import jarl.studio.plot.Figure;
import jarl.studio.plot.Metrics;
import jarl.studio.store.RunTables;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
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

    /// Trains in this cell, with a live display. Interrupting the kernel keeps what was learnt. With `launcher=process`
    /// another process does the work.
    ///
    /// @return the run, completed or interrupted
    public static Run train(Config config) {
        return Trainings.train(config, workspace().outputs());
    }

    /// The same as `train(config(overrides))`.
    public static Run train(String... overrides) {
        return train(config(overrides));
    }

    /// Trains in the background, while further cells run; with `launcher=process` in a process that outlives the kernel.
    /// A failure is told in this cell, and by [#await].
    ///
    /// @return the run, which [#live], [#await], [#stop] and all other verbs take
    public static Run start(Config config) {
        return Trainings.start(config, workspace().outputs());
    }

    /// The same as `start(config(overrides))`.
    public static Run start(String... overrides) {
        return start(config(overrides));
    }

    /// Trains a sweep in this cell: the product of `key=1,2`, `choice(…)`, `range(…)`, as many runs at a time as there are
    /// cores for. Interrupting the kernel stops and keeps them.
    ///
    /// ```java
    /// var runs = sweep("experiment=cartpole_ppo", "trainer.learning_rate=0.001,0.003", "seed=1,2,3");
    /// plot(runs, "episode_return")
    /// ```
    ///
    /// @return its runs, the last key fastest
    /// @throws RunException if one of them failed; the others were trained nevertheless
    public static List<Run> sweep(String... overrides) {
        List<String> asked = Configs.forTraining(List.of(overrides));
        var jobs = Configs.composer(workspace().shownConfigs()).expand("config", asked);
        return Trainings.sweep(jobs, asked, workspace().outputs());
    }

    /// Shows how a run goes, in this cell, while further cells run. A notebook that is executed without looking on shows how
    /// it went by the end of its last cell; to see the end, let that cell `await` it.
    public static void live(Run run) throws InterruptedException {
        Trainings.live(run);
    }

    /// Watches a run to its end, whoever trains it: this notebook, one before a restart of the kernel, a command line.
    /// Interrupting the kernel leaves the run alone.
    public static Run attach(Run run) throws InterruptedException {
        return Trainings.attach(run);
    }

    /// Runs a trainer of any make, in any language, and makes a run of the `@METRIC` lines that it prints; its other lines
    /// are shown. Interrupting the kernel stops it.
    ///
    /// @param command and its arguments: `launch("python3", "train.py")`
    public static Run launch(String... command) {
        return Trainings.launch(List.of(command), workspace().outputs());
    }

    /// Waits for the end of a run.
    ///
    /// @throws RunException if it was started here and failed
    public static Run await(Run run) throws InterruptedException {
        return Trainings.await(run);
    }

    /// Waits for the end of all runs that were started here.
    public static void await() throws InterruptedException {
        Trainings.awaitAll();
    }

    /// Stops a run between two steps and waits until it has saved; it can be resumed. A process that does not listen is
    /// ended.
    public static Run stop(Run run) throws InterruptedException {
        return Trainings.stop(run);
    }

    /// Stops all runs that were started here.
    public static void stop() throws InterruptedException {
        Trainings.stopAll();
    }

    /// Goes on with an interrupted or failed run from its last checkpoint.
    public static Run resume(Run run) {
        TrainedRuns.add(run);
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
        return Trainings.rerun(run, List.of(overrides), workspace().outputs());
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

    /// What a run measured, as a table: its rows of one kind, with a column for each key.
    ///
    /// @param kind `iteration`, `episode`, `evaluation` or `system`
    public static Table metrics(Run run, String kind) {
        return Metrics.read(run.folder().path(), kind);
    }

    /// The curve of a measure over the run's steps: `episode_return`, `policy_loss`, `entropy`, `mean_return`, …
    ///
    /// @throws IllegalArgumentException if the run has no such measure; the message names those it has
    public static Figure plot(Run run, String measure) {
        return plot(List.of(run), measure);
    }

    /// The curves of several runs in one figure. Those that differ in their seed only are one line, their mean, with a band.
    public static Figure plot(List<Run> runs, String measure) {
        return curve(runs, measure).figure();
    }

    /// The same, to be told more before it is drawn: `curve(runs, "episode_return").by(Axis.TIME).target("solved", 475)`.
    public static Curve curve(List<Run> runs, String measure) {
        return Plots.curve(runs, measure);
    }

    /// The best policy, to be asked what it does and expects: `policy(run).probabilities(0, 0, 0.1, 0)`.
    public static PolicyProbe policy(Run run) {
        return PolicyProbe.of(run, "best");
    }

    /// A map of what the best policy does over two parts of the observation, the others at their mean in greedy episodes.
    ///
    /// @param x number of the part along the lying axis, from 0
    /// @param y number of the part along the upright axis
    public static Figure policyMap(Run run, int x, int y) {
        return PolicyFigures.policyMap(run, x, y);
    }

    /// The same of what it expects: V(s), or the greatest Q(s, a).
    public static Figure valueMap(Run run, int x, int y) {
        return PolicyFigures.valueMap(run, x, y);
    }

    /// Two parts of the observation along greedy episodes from test starts.
    public static Figure trajectories(Run run, int episodes, int x, int y) {
        return PolicyFigures.trajectories(run, episodes, x, y);
    }

    /// How often each action is taken in greedy episodes from test starts.
    public static Figure actions(Run run, int episodes) {
        return PolicyFigures.actions(run, episodes);
    }

    /// Judges the best checkpoint greedily on twenty seeds that neither training nor its choice has seen.
    public static Judgement evaluate(Run run) {
        return evaluate(run, 20);
    }

    /// The same on as many episodes as asked for.
    public static Judgement evaluate(Run run, int episodes) {
        return Judgement.of(run, "best", episodes, 0, true);
    }

    /// Films an episode of the best policy, from the first of the test seeds.
    public static Film watch(Run run) {
        return watch(run, 0);
    }

    /// The same from another test seed.
    ///
    /// @param episode number of the seed, from 0
    public static Film watch(Run run, long episode) {
        return Candidate.of(run, run.checkpoint("best")).film(episode);
    }

    /// Films what a run under way has learnt so far, in this cell, while it goes on and further cells run: an episode of its
    /// newest checkpoint from the first of the test seeds, again every few seconds where there is a newer one
    /// (`trainer.save_every`, `trainer.eval_every`). Waits for the first checkpoint; the training goes on as if nobody
    /// looked.
    public static void watchNow(Run run) throws InterruptedException {
        Trainings.watchNow(run);
    }

    /// Judges the best checkpoints of several runs on the same seeds and compares what they differ in beside their seeds,
    /// as their learning rules: interquartile mean, probability of improvement, performance profile.
    public static JudgedRuns evaluate(List<Run> runs, int episodes) {
        return evaluate(runs, episodes, "best");
    }

    /// The same with other checkpoints.
    ///
    /// @param checkpoint `best`, `last`, or a step that all of them have
    public static JudgedRuns evaluate(List<Run> runs, int episodes, String checkpoint) {
        return JudgedRuns.of(runs, episodes, checkpoint);
    }

    /// A policy of its own, without a run: `evaluate(candidate("policy.safetensors", "environment=cartpole"), 50)`.
    ///
    /// @param file      `policy.safetensors` by whatever name, or the folder of a checkpoint
    /// @param overrides that choose the world, its options and wrappers
    public static Candidate candidate(String file, String... overrides) {
        return Candidate.at(Path.of(file), Configs.world(workspace().shownConfigs(), List.of(overrides)));
    }

    /// Judges a policy greedily on test seeds.
    public static Evaluation evaluate(Candidate policy, int episodes) {
        return policy.evaluate(0, episodes, true);
    }

    /// How the best checkpoint does where options of the world are varied.
    ///
    /// @param axes `"g={train: [8.0, 12.0], test: [5.0, 15.0]}"`; none: those that the run was trained along
    public static Table vary(Run run, int episodes, String... axes) {
        return vary(Candidate.of(run, run.checkpoint("best")), episodes, axes);
    }

    /// The same of a policy without a run.
    public static Table vary(Candidate policy, int episodes, String... axes) {
        return RunTables.regions(
                Generalization.of(policy, Generalization.axes(List.of(axes), policy), episodes, 0));
    }

    /// The episodes that a run has recorded.
    public static Table replays(Run run) {
        return RunTables.replays(run.replays().list());
    }

    /// Plays a recorded episode, once it has been lived again and come out the same.
    ///
    /// @param id as [#replays] lists it, or `best`
    public static Film replay(Run run, String id) {
        var replays = run.replays();
        return replays.film(replays.named(id));
    }

    /// How a run's training episodes ended, and how often: by which death, by the clock, by the world.
    public static Table ends(Run run) {
        return RunTables.ends(EpisodeEnds.of(run));
    }

    /// Takes the best policy out, into the run's `exports/`.
    ///
    /// @param format `onnx`, `safetensors`, or `page`: one file in which the policy plays CartPole in a browser
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

    /// Makes a learning rule known under a name, so that `algorithm=name` trains by it.
    ///
    /// @param options a record of its options with their defaults
    /// @param learner makes a learner from its options and what else it is given
    public static <C extends Record> void register(
            String name, Class<C> options, BiFunction<C, LearnerSetup, ? extends Learner> learner) {
        Algorithms.register(name, options, learner);
    }

    /// Lets the policies of two runs live a hundred episodes from the same starts, and adds to a file which of each two
    /// had the greater return; `train("algorithm=dpo", "algorithm.preferences=FILE")` learns from it.
    ///
    /// @return how many preferences were added
    public static int preferences(Run first, Run second, String file) {
        return Comparison.record(Comparison.of(first, second, 100, 0, false), Path.of(file));
    }

    /// One episode of each run's policy from the same start, to be watched side by side and chosen between.
    ///
    /// @param start seed of the reset
    public static SideBySide sideBySide(Run first, Run second, long start) {
        return new SideBySide(first, second, Comparison.of(first, second, 1, start, false).getFirst());
    }

    /// Adds to a file which of two episodes somebody prefers.
    ///
    /// @param choice 1 for the first, 2 for the second
    public static void prefer(SideBySide two, int choice, String file) {
        two.comparison().file(Path.of(file)).append(two.comparison().prefer(choice));
    }

    /// Executes another notebook from top to bottom, in a process of its own, in a new folder of `outputs/`; each run that
    /// it trains keeps the notebook and its page in its own folder too.
    ///
    /// @param file the notebook
    /// @throws IllegalArgumentException if it is no notebook
    public static ExecutedNotebook notebook(String file) throws IOException {
        return notebook(file, Map.of());
    }

    /// The same with other values for variables that its cell tagged `parameters` declares.
    ///
    /// @param parameters by name: numbers, texts, flags, lists
    /// @throws IllegalArgumentException if it is no notebook, or a parameter does not fit; nothing is executed
    public static ExecutedNotebook notebook(String file, Map<String, ?> parameters) throws IOException {
        return NotebookJobs.executed(Path.of(file), parameters, workspace().outputs());
    }

    /// Where networks can compute: type, name, memory. Asking loads no PyTorch.
    public static DeviceTable devices() {
        return new DeviceTable(Devices.here().list());
    }

    private static Workspace workspace() {
        return Workspace.around(Path.of(""));
    }
}
