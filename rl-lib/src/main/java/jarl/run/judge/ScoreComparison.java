package jarl.run.judge;

import jarl.env.EnvironmentEntry;
import jarl.env.Environments;
import jarl.evaluation.Interval;
import jarl.evaluation.Scores;
import jarl.run.Run;
import jarl.run.RunException;
import jarl.run.RunRecord;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.function.Function;

/// Methods compared by the test returns of their runs: each method's runs are its scores, each world is a task. A method
/// is a learning rule, or whatever else runs are put together by.
///
/// @param normalized whether scores are (return − random) / (solved − random), which several worlds need; otherwise they
///                   are returns
/// @param methods    in the order they came
/// @param chances    for each pair of methods, how probable it is that a run of the first scores higher
public record ScoreComparison(boolean normalized, List<Method> methods, List<Chance> chances) {
    /// Runs that belong together.
    ///
    /// @param iqm interquartile mean, with its 95 % stratified bootstrap interval
    public record Method(String name, Scores scores, double iqm, Interval iqmInterval) {}

    /// How one method stands to another.
    ///
    /// @param probability that a run of `better` scores higher than one of `than`
    public record Chance(String better, String than, double probability, Interval interval) {}

    /// Compares the learning rules of what was judged already, on the same seeds.
    ///
    /// @throws RunException if a rule lacks a world that another has, or worlds cannot be put on one scale
    public static ScoreComparison of(List<Judgement> judgements) {
        return of(judgements, run -> run.record().algorithm());
    }

    /// Compares methods by what was judged already, on the same seeds.
    ///
    /// @param method the name of the method that a run belongs to
    /// @throws RunException if a method lacks a world that another has, or worlds cannot be put on one scale
    public static ScoreComparison of(List<Judgement> judgements, Function<Run, String> method) {
        Map<String, Map<String, List<Double>>> returns = new LinkedHashMap<>(); // method → world → returns
        for (Judgement judgement : judgements) {
            RunRecord record = judgement.run().record();
            returns.computeIfAbsent(method.apply(judgement.run()), _ -> new TreeMap<>())
                    .computeIfAbsent(record.environment(), _ -> new ArrayList<>())
                    .add(judgement.evaluation().meanReturn());
        }
        var worlds = returns.values().iterator().next().keySet();
        returns.forEach((name, scores) -> {
            if (!scores.keySet().equals(worlds)) {
                throw new RunException("Methods are compared on the same worlds; " + name + " has runs in "
                        + scores.keySet() + ", others in " + worlds);
            }
        });
        boolean normalized = worlds.size() > 1;
        List<Method> methods = returns.entrySet().stream()
                .map(each -> method(each.getKey(), each.getValue(), normalized))
                .toList();
        return new ScoreComparison(normalized, methods, chances(methods));
    }

    private static Method method(String name, Map<String, List<Double>> returns, boolean normalized) {
        List<double[]> tasks = new ArrayList<>();
        returns.forEach((world, values) -> {
            double low = normalized ? random(world) : 0;
            double range = normalized ? solved(world) - low : 1;
            tasks.add(values.stream().mapToDouble(value -> (value - low) / range).toArray());
        });
        var scores = new Scores(tasks);
        return new Method(name, scores, scores.iqm(), scores.interval(Scores::iqm, Scores.RESAMPLES, 0));
    }

    private static double random(String world) {
        Double random = entry(world).referenceScores().get("random");
        if (random == null) {
            throw new RunException("The catalogue does not say what random actions get in " + world
                    + ", so that its scores cannot be put together with those of other worlds");
        }
        return random;
    }

    private static double solved(String world) {
        OptionalDouble threshold = entry(world).rewardThreshold();
        return threshold.orElseThrow(() -> new RunException("The catalogue does not say when " + world
                + " is solved, so that its scores cannot be put together with those of other worlds"));
    }

    private static EnvironmentEntry entry(String world) {
        return Environments.entry(world);
    }

    private static List<Chance> chances(List<Method> methods) {
        List<Chance> chances = new ArrayList<>();
        for (int i = 0; i < methods.size(); i++) {
            for (int j = i + 1; j < methods.size(); j++) {
                Method a = methods.get(i);
                Method b = methods.get(j);
                chances.add(new Chance(
                        a.name, b.name, a.scores.probabilityAbove(b.scores),
                        a.scores.probabilityInterval(b.scores, Scores.RESAMPLES, 0)));
            }
        }
        return chances;
    }
}
