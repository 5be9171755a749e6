package jarl.run.judge;

import jarl.config.Composer;
import jarl.config.Config;
import jarl.env.EnvironmentConfig;
import jarl.evaluation.Axis;
import jarl.evaluation.EpisodeResult;
import jarl.evaluation.Evaluation;
import jarl.evaluation.Interval;
import jarl.evaluation.Seeds;
import jarl.run.Run;
import jarl.run.checkpoint.Checkpoint;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How a policy does in worlds that differ from the one it was trained in.
///
/// Each region has the same seeds, so that differences between regions come from the worlds.
///
/// @param step    of the checkpoint
/// @param regions greedy evaluations: the world as trained, within the ranges, beyond them
public record Generalization(Run run, long step, Map<Axis.Region, Evaluation> regions) {
    /// By how much the return falls from the world as trained to worlds beyond the ranges, seed by seed.
    ///
    /// @param mean     of the differences
    /// @param interval 95 % bootstrap interval of it
    public record Gap(double mean, Interval interval) {}

    /// Judges a checkpoint in varied worlds.
    ///
    /// @param checkpoint `best`, `last`, or a step
    /// @param axes       what is varied, each an option of the world
    /// @param episodes   in each region, at least 1
    /// @throws IllegalArgumentException if the world has no such option
    public static Generalization of(Run run, String checkpoint, List<Axis> axes, int episodes, long firstSeed) {
        if (axes.isEmpty() || episodes < 1) {
            throw new IllegalArgumentException("At least one option is varied, over at least one episode");
        }
        Checkpoint chosen = run.checkpoint(checkpoint);
        EnvironmentConfig world = run.world();
        axes.forEach(axis -> varied(world, Map.of(axis.option(), inKind(axis, axis.train().low()))));
        return Candidate.of(run, chosen).acting(policy -> {
            Map<Axis.Region, Evaluation> regions = new EnumMap<>(Axis.Region.class);
            for (Axis.Region region : Axis.Region.values()) {
                List<EpisodeResult> results = new ArrayList<>();
                for (long seed : Seeds.test(firstSeed, episodes)) {
                    EnvironmentConfig drawn = varied(world, Axis.draw(axes, region, seed));
                    results.add(Candidate.episode(policy, drawn, seed, true));
                }
                regions.put(region, new Evaluation(world.name(), true, results));
            }
            return new Generalization(run, chosen.step(), regions);
        });
    }

    private static Object inKind(Axis axis, double value) {
        return axis.whole() ? (Object) (long) value : (Object) value;
    }

    /// The world with other options; its own check names one that it does not have.
    private static EnvironmentConfig varied(EnvironmentConfig world, Map<String, Object> drawn) {
        Map<String, @Nullable Object> options = new LinkedHashMap<>(world.options());
        options.putAll(drawn);
        return new EnvironmentConfig(world.name(), world.numEnvs(), world.threads(), world.wrappers(), options);
    }

    /// The generalization gap; NaN where an episode failed in all pairs.
    public Gap gap() {
        List<EpisodeResult> trained = episodes(Axis.Region.IN_DISTRIBUTION);
        List<EpisodeResult> beyond = episodes(Axis.Region.EXTRAPOLATION);
        double[] differences = java.util.stream.IntStream.range(0, trained.size())
                .filter(i -> trained.get(i).error() == null && beyond.get(i).error() == null)
                .mapToDouble(i -> trained.get(i).episodeReturn() - beyond.get(i).episodeReturn())
                .toArray();
        return differences.length == 0
                ? new Gap(Double.NaN, new Interval(Double.NaN, Double.NaN))
                : new Gap(java.util.Arrays.stream(differences).average().orElseThrow(), Interval.ofMean(differences));
    }

    private List<EpisodeResult> episodes(Axis.Region region) {
        return java.util.Objects.requireNonNull(regions.get(region)).episodes();
    }

    /// An axis as YAML declares it: `pole_length={train: [0.4, 0.6], test: [0.3, 0.7]}`.
    ///
    /// @throws jarl.config.ConfigException if it is not so written
    public static List<Axis> axes(List<String> declarations) {
        Config config = Composer.overFiles(Map.of("axes.yaml", "{}\n"))
                .compose("axes", declarations.stream().map(axis -> "+" + axis).toList());
        List<Axis> axes = new ArrayList<>();
        for (String option : config.toMap().keySet()) {
            axes.add(axis(option, config.value(option)));
        }
        return axes;
    }

    private static Axis axis(String option, @Nullable Object ranges) {
        if (ranges instanceof Map<?, ?> map && map.keySet().equals(java.util.Set.of("train", "test"))
                && map.get("train") instanceof List<?> train && map.get("test") instanceof List<?> test) {
            List<?> ends = java.util.stream.Stream.concat(train.stream(), test.stream()).toList();
            if (train.size() == 2 && test.size() == 2 && ends.stream().allMatch(end -> end instanceof Number)) {
                return new Axis(option, range(train), range(test), ends.stream().allMatch(end -> end instanceof Long));
            }
        }
        throw new IllegalArgumentException("How " + option + " is varied is said by two ranges: " + option
                + "={train: [0.4, 0.6], test: [0.3, 0.7]}, not by " + ranges);
    }

    private static Axis.Range range(List<?> ends) {
        return new Axis.Range(((Number) ends.getFirst()).doubleValue(), ((Number) ends.getLast()).doubleValue());
    }
}
