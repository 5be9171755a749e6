package jarl.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import jarl.env.VectorEnvironment;
import jarl.evaluation.EpisodeResult;
import jarl.evaluation.Evaluation;
import jarl.evaluation.Evaluator;
import jarl.evaluation.Seeds;
import jarl.experience.TrainingInterrupted;
import jarl.network.Engine;
import jarl.network.Engines;
import jarl.network.Policy;
import jarl.run.checkpoint.AtomicFiles;
import jarl.run.checkpoint.Checkpoint;
import jarl.run.checkpoint.Checkpoints;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What one checkpoint of a run got on the test seeds, which neither training nor the choice of the best checkpoint has
/// seen.
///
/// @param step      of the checkpoint
/// @param firstSeed number of the first test seed
public record Judgement(Run run, long step, long firstSeed, Evaluation evaluation) {
    private static final JsonMapper JSON = new JsonMapper();

    /// Judges a checkpoint on environments of its own, on the engine that trained it.
    ///
    /// Where the world fails, each episode is lived alone, so that only those are lost in which it does.
    ///
    /// @param checkpoint `best`, `last`, or a step
    /// @param episodes   at least 1, each with a seed of its own
    /// @param firstSeed  number of the first test seed, from 0
    /// @param greedy     true: the most probable action; false: actions are drawn
    /// @throws RunException                             if there is no such checkpoint
    /// @throws jarl.run.checkpoint.CheckpointException if it is damaged
    public static Judgement of(Run run, String checkpoint, int episodes, long firstSeed, boolean greedy) {
        if (episodes < 1) {
            throw new IllegalArgumentException("A policy is judged on at least 1 episode, not " + episodes);
        }
        Checkpoint chosen = choose(run, checkpoint);
        EnvironmentConfig world = world(run);
        try (Engine engine = Engines.open(run.record().engine(), "cpu", 1)) {
            Policy policy = SavedPolicies.open(chosen.policy(), engine);
            Evaluation evaluation = evaluate(policy, world, Seeds.test(firstSeed, episodes), greedy);
            return new Judgement(run, chosen.step(), firstSeed, evaluation);
        }
    }

    static EnvironmentConfig world(Run run) {
        return run.config().bind("environment", EnvironmentConfig.class);
    }

    private static Evaluation evaluate(Policy policy, EnvironmentConfig world, long[] seeds, boolean greedy) {
        try (VectorEnvironment together = world.raw(seeds.length)) {
            return Evaluator.evaluate(policy, together, seeds, greedy);
        } catch (TrainingInterrupted interrupted) {
            throw interrupted;
        } catch (RuntimeException failed) {
            List<EpisodeResult> episodes = new ArrayList<>();
            for (long seed : seeds) {
                episodes.add(episode(policy, world, seed, greedy));
            }
            return new Evaluation(world.name(), greedy, episodes);
        }
    }

    /// One episode in a world of its own.
    static EpisodeResult episode(Policy policy, EnvironmentConfig world, long seed, boolean greedy) {
        try (VectorEnvironment alone = world.raw(1)) {
            return Evaluator.evaluate(policy, alone, new long[] {seed}, greedy).episodes().getFirst();
        } catch (TrainingInterrupted interrupted) {
            throw interrupted;
        } catch (RuntimeException failed) {
            return EpisodeResult.failed(seed, RunFiles.oneLine(failed));
        }
    }

    /// Writes every episode as a row into the run's `evaluations/`, so that each figure can be reckoned again; the same
    /// judgement has the same file.
    ///
    /// @return the file
    /// @throws UncheckedIOException if it cannot be written
    public Path store() {
        var rows = new StringBuilder();
        for (EpisodeResult episode : evaluation.episodes()) {
            rows.append(json(row(episode))).append('\n');
        }
        String name = "step_" + step + "-" + (evaluation.greedy() ? "greedy" : "sampled") + "-seeds_" + firstSeed + "_"
                + (firstSeed + evaluation.episodes().size() - 1) + ".jsonl";
        Path file = run.folder().evaluations().resolve(name);
        AtomicFiles.makeFolder(run.folder().evaluations());
        AtomicFiles.write(file, rows.toString());
        return file;
    }

    private Map<String, @Nullable Object> row(EpisodeResult episode) {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        row.put("checkpoint", step);
        row.put("greedy", evaluation.greedy());
        row.put("seed", episode.seed());
        row.put("episode_return", episode.episodeReturn());
        row.put("episode_length", episode.length());
        row.put("truncated", episode.truncated());
        row.put("success", episode.success());
        row.put("error", episode.error());
        return row;
    }

    private static String json(Map<String, @Nullable Object> row) {
        try {
            return JSON.writeValueAsString(row);
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /// The checkpoint that `best`, `last` or a step names; `best` is the last one where none was judged.
    ///
    /// @throws RunException if there is none
    public static Checkpoint choose(Run run, String name) {
        Checkpoints all = run.checkpoints();
        Optional<Checkpoint> chosen = switch (name) {
            case "best" -> all.best().map(Checkpoints.Best::checkpoint).or(all::last);
            case "last" -> all.last();
            default -> all.at(step(name));
        };
        return chosen.orElseThrow(() -> new RunException(run + " has no checkpoint \"" + name + "\"; there are those of"
                + " steps " + all.list().stream().map(Checkpoint::step).toList()));
    }

    private static long step(String name) {
        try {
            return Long.parseLong(name);
        } catch (NumberFormatException notAStep) {
            throw new IllegalArgumentException("A checkpoint is best, last or a step, not \"" + name + "\"");
        }
    }
}
