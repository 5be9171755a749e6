package jarl.run.judge;

import jarl.config.Config;
import jarl.evaluation.Evaluation;
import jarl.run.Configs;
import jarl.run.Progress;
import jarl.run.Run;
import jarl.run.RunException;
import jarl.run.RunState;
import jarl.run.Training;
import jarl.run.TrainingListener;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Collectors;

/// What a recipe comes to over several seeds.
///
/// @param recipe  what was trained, and what it must reach
/// @param engine  that it was trained with
/// @param results one for each seed
public record Study(Recipe recipe, String engine, List<Result> results) {
    /// One training.
    ///
    /// @param seed        of the run
    /// @param meanReturn  of the best checkpoint, greedy, on test seeds
    /// @param evaluatedAt step of the first evaluation during training, on validation seeds, that reached the threshold
    /// @param trainedAt   step after which the last 100 training episodes first had; actions are drawn in these, or explore
    /// @param seconds     of wall time, judging included
    public record Result(
            long seed, double meanReturn, OptionalLong evaluatedAt, OptionalLong trainedAt, double seconds) {}

    /// Trains a recipe once and judges its best checkpoint.
    ///
    /// @param overrides beside the recipe, the seed and the engine
    /// @param outputs   where the run's folder goes
    public static Result train(
            Recipe recipe, long seed, String engine, List<String> overrides, Path configs, Path outputs) {
        List<String> all = new ArrayList<>(
                List.of("experiment=" + recipe.experiment(), "seed=" + seed, "engine=" + engine));
        all.addAll(overrides);
        Config config = Configs.experiment(configs, all);
        var firstTime = new FirstTime(recipe.median());
        long start = System.nanoTime();
        Run run = Training.train(config, outputs, firstTime);
        if (run.state() != RunState.COMPLETED) {
            throw new RunException(run + " of the study was " + run.state().label());
        }
        double meanReturn = Judgement.of(run, "best", recipe.episodes(), 0, true).evaluation().meanReturn();
        return new Result(seed, meanReturn, firstTime.evaluation, firstTime.training, (System.nanoTime() - start) / 1e9);
    }

    private static final class FirstTime implements TrainingListener {
        private static final int WINDOW = 100; // episodes that Progress.meanReturn is taken over

        private final double threshold;
        private OptionalLong evaluation = OptionalLong.empty();
        private OptionalLong training = OptionalLong.empty();

        FirstTime(double threshold) {
            this.threshold = threshold;
        }

        @Override
        public void evaluated(long at, Evaluation came, boolean best) {
            if (evaluation.isEmpty() && came.meanReturn() >= threshold) {
                evaluation = OptionalLong.of(at);
            }
        }

        @Override
        public void iterated(Progress progress) {
            if (training.isEmpty() && progress.episodes() >= WINDOW && progress.meanReturn() >= threshold) {
                training = OptionalLong.of(progress.steps());
            }
        }
    }

    /// Whether the recipe keeps its promise.
    public boolean reached() {
        return results.stream().allMatch(result -> result.meanReturn() >= recipe.each()) && median() >= recipe.median();
    }

    /// The median of the mean returns.
    public double median() {
        double[] sorted = results.stream().mapToDouble(Result::meanReturn).sorted().toArray();
        int half = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }

    /// A Markdown table of studies.
    public static String table(List<Study> studies) {
        var table = new StringBuilder("""
                | recipe | engine | mean return of each seed | median | must be \
                | steps until an evaluation was so | until 100 training episodes were | s | |
                |---|---|---|---|---|---|---|---|---|
                """);
        studies.forEach(study -> table.append(study.row()).append('\n'));
        return table.toString();
    }

    private String row() {
        String mustBe = "median " + number(recipe.median())
                + (recipe.each() == Double.NEGATIVE_INFINITY ? "" : ", each " + number(recipe.each())) + " ("
                + recipe.source() + ")";
        List<String> cells = Arrays.asList(
                recipe.experiment(),
                engine,
                joined(result -> number(result.meanReturn())),
                number(median()),
                mustBe,
                joined(result -> thousands(result.evaluatedAt())),
                joined(result -> thousands(result.trainedAt())),
                number(results.stream().mapToDouble(Result::seconds).sum()),
                reached() ? "reached" : "**missed**");
        return "| " + String.join(" | ", cells) + " |";
    }

    private String joined(Function<Result, String> cell) {
        return results.stream().map(cell).collect(Collectors.joining(", "));
    }

    private static String thousands(OptionalLong steps) {
        return steps.isPresent() ? steps.getAsLong() / 1000 + " k" : "–";
    }

    private static String number(double value) {
        String text = String.format(Locale.ROOT, Math.abs(value) < 10 ? "%.2f" : "%.1f", value);
        return text.replace('-', '−');
    }
}
