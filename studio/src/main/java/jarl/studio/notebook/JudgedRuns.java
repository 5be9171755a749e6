package jarl.studio.notebook;

import jarl.evaluation.Interval;
import jarl.evaluation.Scores;
import jarl.kernel.display.Display;
import jarl.kernel.display.DisplayBundle;
import jarl.kernel.display.Displayable;
import jarl.run.Judgement;
import jarl.run.Run;
import jarl.run.ScoreComparison;
import jarl.studio.plot.Figure;
import jarl.studio.plot.Figures;
import jarl.studio.plot.Labels;
import jarl.studio.store.RunTables;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/// Several runs, judged on the same seeds, and what that says of the methods they belong to: learning rules, or in one
/// world whatever else the runs differ in beside their seeds.
public record JudgedRuns(List<Judgement> judgements, ScoreComparison comparison) implements Displayable {
    private static final int LEVELS = 101;

    static JudgedRuns of(List<Run> runs, int episodes, String checkpoint) {
        List<Judgement> judgements = new ArrayList<>();
        for (Run run : runs) {
            Judgement judgement = Judgement.of(run, checkpoint, episodes, 0, true);
            judgement.store();
            judgements.add(judgement);
        }
        if (runs.stream().map(run -> run.record().environment()).distinct().count() > 1) {
            return new JudgedRuns(judgements, ScoreComparison.of(judgements));
        }
        Map<Run, String> methods = new HashMap<>();
        RunGroups.of(runs).forEach((name, group) -> group.forEach(run -> methods.put(run, name)));
        return new JudgedRuns(judgements, ScoreComparison.of(judgements, methods::get));
    }

    /// A row for each run.
    public Table runs() {
        return RunTables.judgements(judgements);
    }

    /// A row for each method: interquartile mean with its interval, median, mean.
    public Table methods() {
        Table table = RunTables.methods(comparison);
        table.column("algorithm").setName("method");
        return table;
    }

    /// For each pair of methods, how probable it is that a run of the first scores higher than one of the second; equal
    /// scores count half.
    public Table improvement() {
        List<ScoreComparison.Chance> chances = comparison.chances();
        return Table.create(
                "improvement",
                StringColumn.create("of", chances.stream().map(ScoreComparison.Chance::better)),
                StringColumn.create("over", chances.stream().map(ScoreComparison.Chance::than)),
                DoubleColumn.create("probability", chances.stream().mapToDouble(ScoreComparison.Chance::probability).toArray()),
                DoubleColumn.create("low_95", chances.stream().mapToDouble(one -> one.interval().low()).toArray()),
                DoubleColumn.create("high_95", chances.stream().mapToDouble(one -> one.interval().high()).toArray()));
    }

    /// The interquartile mean of each method with its 95 % interval.
    public Figure intervals() {
        Map<String, Figures.Estimate> estimates = new LinkedHashMap<>();
        for (ScoreComparison.Method method : comparison.methods()) {
            Interval interval = method.iqmInterval();
            double iqm = method.iqm(); // of skewed scores it may lie beyond an end of its interval
            estimates.put(method.name(), new Figures.Estimate(
                    iqm, Math.min(interval.low(), iqm), Math.max(interval.high(), iqm)));
        }
        return Figures.comparison(
                new Labels("Interquartile mean, 95 % interval", "", score()), estimates);
    }

    private String score() {
        return comparison.normalized() ? "score (0 random, 1 solved)" : "test return (sum of rewards)";
    }

    /// For each method, which share of its runs scores above a level.
    public Figure profile() {
        double high = scores().max().orElse(1);
        double low = scores().min().orElse(0);
        low -= Math.max(high - low, 1) / LEVELS; // begins where all runs are above
        Map<String, double[][]> lines = new LinkedHashMap<>();
        double[] levels = new double[LEVELS];
        for (int i = 0; i < LEVELS; i++) {
            levels[i] = low + (high - low) * i / (LEVELS - 1);
        }
        for (ScoreComparison.Method method : comparison.methods()) {
            Scores scores = method.scores();
            double[] shares = Arrays.stream(levels).map(scores::shareAbove).toArray();
            lines.put(method.name(), new double[][] {levels, shares});
        }
        return Figures.paths(new Labels("Performance profile", score(), "share of runs above it"), lines);
    }

    private DoubleStream scores() {
        return comparison.methods().stream()
                .flatMap(method -> method.scores().tasks().stream())
                .flatMapToDouble(Arrays::stream);
    }

    @Override
    public DisplayBundle display() {
        var html = new StringBuilder();
        var plain = new StringBuilder();
        for (Object part : List.of(runs(), methods(), improvement(), profile())) {
            DisplayBundle shown = Display.bundle(part);
            html.append(shown.data().get(DisplayBundle.HTML));
            plain.append(shown.data().get(DisplayBundle.PLAIN)).append("\n\n");
        }
        return DisplayBundle.html(html.toString(), plain.toString().strip());
    }
}
