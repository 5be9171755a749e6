package jarl.studio.notebook;

import jarl.evaluation.Scores;
import jarl.kernel.display.Display;
import jarl.kernel.display.DisplayBundle;
import jarl.kernel.display.Displayable;
import jarl.run.Run;
import jarl.run.judge.Judgement;
import jarl.run.judge.ScoreComparison;
import jarl.studio.plot.Figure;
import jarl.studio.plot.Figures;
import jarl.studio.plot.Labels;
import jarl.studio.store.RunTables;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import tech.tablesaw.api.Table;

/// Several runs, judged on the same seeds, and what that says of their learning rules.
public record JudgedRuns(List<Judgement> judgements, ScoreComparison comparison) implements Displayable {
    private static final int LEVELS = 101;

    static JudgedRuns of(List<Run> runs, int episodes) {
        List<Judgement> judgements = new ArrayList<>();
        for (Run run : runs) {
            Judgement judgement = Judgement.of(run, "best", episodes, 0, true);
            judgement.store();
            judgements.add(judgement);
        }
        return new JudgedRuns(judgements, ScoreComparison.of(judgements));
    }

    /// A row for each run.
    public Table runs() {
        return RunTables.judgements(judgements);
    }

    /// A row for each learning rule.
    public Table methods() {
        return RunTables.methods(comparison);
    }

    /// For each rule, which share of its runs scores above a level.
    public Figure profile() {
        double low = scores().min().orElse(0);
        double high = scores().max().orElse(1);
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
        return Figures.paths(new Labels("Performance profile", "score", "share of runs above it"), lines);
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
        for (Object part : List.of(runs(), methods(), profile())) {
            DisplayBundle shown = Display.bundle(part);
            html.append(shown.data().get(DisplayBundle.HTML));
            plain.append(shown.data().get(DisplayBundle.PLAIN)).append("\n\n");
        }
        return DisplayBundle.html(html.toString(), plain.toString().strip());
    }
}
