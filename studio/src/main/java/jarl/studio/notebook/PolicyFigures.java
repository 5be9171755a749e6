package jarl.studio.notebook;

import jarl.evaluation.Seeds;
import jarl.network.Rows;
import jarl.run.Run;
import jarl.run.checkpoint.HeadKind;
import jarl.run.judge.Comparison;
import jarl.run.judge.PolicyProbe;
import jarl.space.Discrete;
import jarl.studio.plot.Figure;
import jarl.studio.plot.Figures;
import jarl.studio.plot.Labels;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;

/// What a policy does and expects, as figures. What it is shown comes from greedy episodes on test starts.
final class PolicyFigures {
    private static final int PLACES = 60; // of a map, along each axis
    private static final int EPISODES = 10; // that say which observations occur

    private PolicyFigures() {}

    private static List<Comparison.Attempt> live(Run run, int episodes) {
        return Comparison.lived(run, episodes, Seeds.test(0, 1)[0], true);
    }

    /// Two parts of the observation along each episode.
    static Figure trajectories(Run run, int episodes, int x, int y) {
        Map<String, double[][]> paths = new LinkedHashMap<>();
        List<Comparison.Attempt> lived = live(run, episodes);
        for (int i = 0; i < lived.size(); i++) {
            Rows seen = lived.get(i).trajectory().observations();
            paths.put("episode " + (i + 1), new double[][] {column(seen, x), column(seen, y)});
        }
        return Figures.paths(new Labels("Trajectories in " + world(run), part(x), part(y)), paths);
    }

    /// How often each action is taken; of numbers, how often each value.
    static Figure actions(Run run, int episodes) {
        List<Rows> taken = live(run, episodes).stream().map(attempt -> attempt.trajectory().actions()).toList();
        String title = "Actions in " + world(run);
        try (var policy = PolicyProbe.of(run, "best")) {
            if (policy.spec().actions() instanceof Discrete choices) {
                Map<String, Double> shares = new LinkedHashMap<>();
                double[] all = taken.stream().flatMapToDouble(rows -> Arrays.stream(column(rows, 0))).toArray();
                for (int choice = 0; choice < choices.n(); choice++) {
                    int number = choice;
                    shares.put(name(choices, choice),
                            Arrays.stream(all).filter(action -> action == number).count() / (double) all.length);
                }
                return Figures.bars(new Labels(title, "", "share of all steps"), shares);
            }
            Map<String, double[]> samples = new LinkedHashMap<>();
            for (int i = 0; i < policy.spec().actions().width(); i++) {
                int part = i;
                samples.put("action " + i,
                        taken.stream().flatMapToDouble(rows -> Arrays.stream(column(rows, part))).toArray());
            }
            return Figures.histogram(new Labels(title, "action, as the policy gives it", "steps"), samples);
        }
    }

    /// What it does over two parts of the observation, the others at the mean of what occurs.
    static Figure policyMap(Run run, int x, int y) {
        try (var policy = PolicyProbe.of(run, "best")) {
            return switch (policy.spec().actions()) {
                case Discrete choices when choices.n() == 2 && policy.spec().head() == HeadKind.CATEGORICAL ->
                    map(run, x, y, "What the policy does", "probability of " + name(choices, 1),
                            seen -> policy.probabilities(seen)[1]);
                case Discrete choices -> map(run, x, y, "What the policy does", "number of the choice",
                        seen -> policy.action(seen)[0]);
                default -> map(run, x, y, "What the policy does", "action 0", seen -> policy.action(seen)[0]);
            };
        }
    }

    /// What it expects over two parts of the observation, the others at the mean of what occurs.
    static Figure valueMap(Run run, int x, int y) {
        try (var policy = PolicyProbe.of(run, "best")) {
            return map(run, x, y, "What the policy expects", "value (discounted return)", policy::value);
        }
    }

    private static Figure map(Run run, int x, int y, String title, String shows, ToDoubleFunction<double[]> asked) {
        List<Rows> seen = live(run, EPISODES).stream().map(attempt -> attempt.trajectory().observations()).toList();
        double[] usual = new double[seen.getFirst().width()];
        Arrays.setAll(usual, part -> values(seen, part).average().orElseThrow());
        return Figures.heatMap(
                new Labels(title + " in " + world(run), part(x), part(y)), shows, places(seen, x), places(seen, y),
                (across, up) -> {
                    double[] observation = usual.clone();
                    observation[x] = across;
                    observation[y] = up;
                    return asked.applyAsDouble(observation);
                });
    }

    private static double[] places(List<Rows> seen, int part) {
        var range = values(seen, part).summaryStatistics();
        double room = range.getMax() > range.getMin() ? 0 : 1; // a part that never changes
        return Figures.places(range.getMin() - room, range.getMax() + room, PLACES);
    }

    private static DoubleStream values(List<Rows> rows, int part) {
        return rows.stream().flatMapToDouble(each -> Arrays.stream(column(each, part)));
    }

    private static double[] column(Rows rows, int part) {
        if (part < 0 || part >= rows.width()) {
            throw new IllegalArgumentException(
                    "An observation here has the parts 0 to " + (rows.width() - 1) + ", not " + part);
        }
        double[] column = new double[rows.count()];
        Arrays.setAll(column, row -> rows.at(row, part));
        return column;
    }

    private static String world(Run run) {
        return run.record().environment();
    }

    private static String part(int number) {
        return "observation " + number;
    }

    private static String name(Discrete choices, int choice) {
        return choices.names().isEmpty() ? "action " + choice : choices.names().get(choice);
    }
}
