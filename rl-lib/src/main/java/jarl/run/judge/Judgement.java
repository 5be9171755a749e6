package jarl.run.judge;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import jarl.evaluation.EpisodeResult;
import jarl.evaluation.Evaluation;
import jarl.run.Run;
import jarl.run.checkpoint.AtomicFiles;
import jarl.run.checkpoint.Checkpoint;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
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
        Checkpoint chosen = run.checkpoint(checkpoint);
        Evaluation evaluation = Candidate.of(run, chosen).evaluate(firstSeed, episodes, greedy);
        return new Judgement(run, chosen.step(), firstSeed, evaluation);
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
}
