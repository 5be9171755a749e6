package jarl.run.judge;

import jarl.config.Composer;
import jarl.config.Config;
import jarl.env.Axis;
import jarl.env.EnvironmentConfig;
import jarl.evaluation.EpisodeResult;
import jarl.evaluation.Evaluation;
import jarl.evaluation.Interval;
import jarl.evaluation.Seeds;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

/// How a policy does in worlds that differ from the one it was trained in.
///
/// Each region has the same seeds, so that differences between regions come from the worlds.
///
/// @param regions greedy evaluations: the world as trained, within the ranges, beyond them
public record Generalization(Map<Axis.Region, Evaluation> regions) {
    /// By how much the return falls from the world as trained to worlds beyond the ranges, seed by seed.
    ///
    /// @param mean     of the differences
    /// @param interval 95 % bootstrap interval of it
    public record Gap(double mean, Interval interval) {}

    /// Judges a policy in varied worlds.
    ///
    /// @param axes     what is varied, each an option of the world
    /// @param episodes in each region, at least 1
    /// @throws IllegalArgumentException if the world has no such option
    public static Generalization of(Candidate candidate, List<Axis> axes, int episodes, long firstSeed) {
        if (axes.isEmpty() || episodes < 1) {
            throw new IllegalArgumentException("At least one option is varied, over at least one episode");
        }
        EnvironmentConfig world = candidate.world();
        Axis.corners(axes).forEach(corner -> world.settled(corner).one().close()); // an option that it lacks is told here
        return candidate.acting(policy -> {
            Map<Axis.Region, Evaluation> regions = new EnumMap<>(Axis.Region.class);
            for (Axis.Region region : Axis.Region.values()) {
                List<EpisodeResult> results = new ArrayList<>();
                for (long seed : Seeds.test(firstSeed, episodes)) {
                    results.add(Candidate.episode(policy, in(world, axes, region, seed), seed, true));
                }
                regions.put(region, new Evaluation(world.name(), true, results));
            }
            return new Generalization(regions);
        });
    }

    private static EnvironmentConfig in(EnvironmentConfig world, List<Axis> axes, Axis.Region region, long seed) {
        return region == Axis.Region.IN_DISTRIBUTION ? world : world.settled(Axis.draw(axes, region, seed));
    }

    /// The generalization gap; NaN where an episode failed in all pairs.
    public Gap gap() {
        List<EpisodeResult> trained = episodes(Axis.Region.IN_DISTRIBUTION);
        List<EpisodeResult> beyond = episodes(Axis.Region.EXTRAPOLATION);
        double[] differences = IntStream.range(0, trained.size())
                .filter(i -> trained.get(i).error() == null && beyond.get(i).error() == null)
                .mapToDouble(i -> trained.get(i).episodeReturn() - beyond.get(i).episodeReturn())
                .toArray();
        return differences.length == 0
                ? new Gap(Double.NaN, new Interval(Double.NaN, Double.NaN))
                : new Gap(Arrays.stream(differences).average().orElseThrow(), Interval.ofMean(differences));
    }

    private List<EpisodeResult> episodes(Axis.Region region) {
        return Objects.requireNonNull(regions.get(region)).episodes();
    }

    /// Axes as YAML declares them: `g={train: [8.0, 12.0], test: [5.0, 15.0]}`.
    ///
    /// @param declarations where there are none: those that the candidate's world declares
    /// @throws IllegalArgumentException    if there are none at all
    /// @throws jarl.config.ConfigException if it is not so written
    public static List<Axis> axes(List<String> declarations, Candidate candidate) {
        List<Axis> declared = declarations.isEmpty() ? candidate.world().axes() : axes(declarations);
        if (declared.isEmpty()) {
            throw new IllegalArgumentException("The world of this policy declares no axes (environment.vary). Say what is to"
                    + " be varied: \"g={train: [8.0, 12.0], test: [5.0, 15.0]}\"");
        }
        return declared;
    }

    private static List<Axis> axes(List<String> declarations) {
        Config config = Composer.overFiles(Map.of("axes.yaml", "{}\n"))
                .compose("axes", declarations.stream().map(axis -> "+" + axis).toList());
        return Axis.of(config.toMap());
    }
}
