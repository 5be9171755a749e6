package jarl.evaluation;

import jarl.env.NumpyRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;

/// Scores of several runs of one method on one or more tasks, and what can be said of them with few runs.
///
/// Scores of different tasks must be on one scale before they are put together. Five runs a task are few, ten are good.
///
/// @param tasks for each task the scores of its runs; at least one of each
/// @see <a href="https://arxiv.org/abs/2108.13264">Agarwal et al. (2021)</a>, whose library rliable has these definitions
public record Scores(List<double[]> tasks) {
    /// Resamples of an interval.
    public static final int RESAMPLES = 10_000;

    public Scores {
        tasks = tasks.stream().map(double[]::clone).toList();
        if (tasks.isEmpty() || tasks.stream().anyMatch(runs -> runs.length == 0)) {
            throw new IllegalArgumentException("Scores are those of at least one run on at least one task");
        }
    }

    public static Scores ofOneTask(double... runs) {
        return new Scores(List.of(runs));
    }

    /// Interquartile mean: of all scores, without the lowest and the highest quarter.
    public double iqm() {
        double[] sorted = all().sorted().toArray();
        int cut = sorted.length / 4;
        return Arrays.stream(sorted, cut, sorted.length - cut).average().orElseThrow();
    }

    /// Mean over tasks of their mean scores.
    public double mean() {
        return taskMeans().average().orElseThrow();
    }

    /// Median over tasks of their mean scores.
    public double median() {
        double[] sorted = taskMeans().sorted().toArray();
        int n = sorted.length;
        return (sorted[(n - 1) / 2] + sorted[n / 2]) / 2;
    }

    /// By how much the scores miss a goal on the mean; what goes beyond it does not count.
    ///
    /// @param goal the score that is good enough, 1 where scores are normalised
    public double optimalityGap(double goal) {
        return goal - all().map(score -> Math.min(score, goal)).average().orElseThrow();
    }

    /// Performance profile: the share of all runs whose score is above τ.
    public double shareAbove(double tau) {
        return all().map(score -> score > tau ? 1 : 0).average().orElseThrow();
    }

    /// Probability that a run of this method scores higher than one of the other, on a task drawn at random; equal
    /// scores count half (Mann and Whitney's U over the number of pairs).
    ///
    /// @throws IllegalArgumentException if the two have different tasks
    public double probabilityAbove(Scores other) {
        if (tasks.size() != other.tasks.size()) {
            throw new IllegalArgumentException("Both need the same tasks, not " + tasks.size() + " and " + other.tasks.size());
        }
        double sum = 0;
        for (int t = 0; t < tasks.size(); t++) {
            sum += probabilityAbove(tasks.get(t), other.tasks.get(t));
        }
        return sum / tasks.size();
    }

    private static double probabilityAbove(double[] these, double[] others) {
        double wins = 0;
        for (double mine : these) {
            for (double other : others) {
                wins += mine > other ? 1 : mine == other ? 0.5 : 0;
            }
        }
        return wins / ((double) these.length * others.length);
    }

    /// 95 % stratified bootstrap interval: runs are drawn again within each task.
    ///
    /// @param statistic of resampled scores: `Scores::iqm`
    /// @param resamples at least 1; [#RESAMPLES] is usual
    /// @param seed      of the drawing
    public Interval interval(ToDoubleFunction<Scores> statistic, int resamples, long seed) {
        var random = NumpyRandom.seeded(seed);
        double[] values = new double[resamples];
        for (int r = 0; r < resamples; r++) {
            values[r] = statistic.applyAsDouble(resampled(random));
        }
        Arrays.sort(values);
        return Interval.middle95(values);
    }

    /// The interval of [#probabilityAbove], where the runs of both are drawn again.
    public Interval probabilityInterval(Scores other, int resamples, long seed) {
        var random = NumpyRandom.seeded(seed);
        double[] values = new double[resamples];
        for (int r = 0; r < resamples; r++) {
            values[r] = resampled(random).probabilityAbove(other.resampled(random));
        }
        Arrays.sort(values);
        return Interval.middle95(values);
    }

    private Scores resampled(NumpyRandom random) {
        List<double[]> drawn = new ArrayList<>(tasks.size());
        for (double[] runs : tasks) {
            double[] again = new double[runs.length];
            for (int i = 0; i < again.length; i++) {
                again[i] = runs[random.nextInt(runs.length)];
            }
            drawn.add(again);
        }
        return new Scores(drawn);
    }

    /// How many there are, over all tasks.
    public int count() {
        return tasks.stream().mapToInt(runs -> runs.length).sum();
    }

    private DoubleStream all() {
        return tasks.stream().flatMapToDouble(Arrays::stream);
    }

    private DoubleStream taskMeans() {
        return tasks.stream().mapToDouble(runs -> Arrays.stream(runs).average().orElseThrow());
    }
}
