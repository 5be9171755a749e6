package jarl.run.replay;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import jarl.env.Action;
import jarl.env.Environment;
import jarl.env.EnvironmentConfig;
import jarl.env.NumpyRandom;
import jarl.env.Picture;
import jarl.env.Step;
import jarl.env.VectorEnvironment;
import jarl.evaluation.EpisodeResult;
import jarl.run.checkpoint.AtomicFiles;
import jarl.run.checkpoint.Uninterrupted;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The episodes that a run has recorded, in its `replays/`.
public final class Replays {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String SUFFIX = ".json";

    private final Path folder;
    private final String run;
    private final EnvironmentConfig world;

    /// One moment of a replay.
    ///
    /// @param step    0 is the beginning
    /// @param reward  of the step that led here; 0 at the beginning
    /// @param total   of all rewards so far
    /// @param picture null where the world does not draw itself
    public record Frame(int step, double reward, double total, @Nullable Picture picture) {}

    /// @param folder `replays/` of the run; made by the first record
    /// @param run    its id
    /// @param world  that its episodes are lived in
    public Replays(Path folder, String run, EnvironmentConfig world) {
        this.folder = folder;
        this.run = run;
        this.world = world;
    }

    /// All of them, by step and seed.
    public List<Replay> list() {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().endsWith(SUFFIX)
                            && !file.getFileName().toString().startsWith("."))
                    .map(Replays::read)
                    .sorted(Comparator.comparingLong(Replay::step).thenComparingLong(Replay::seed))
                    .toList();
        } catch (IOException failure) {
            throw new UncheckedIOException("Cannot list " + folder, failure);
        }
    }

    /// One of them by its id; `best` is the one of the highest return, of equals the last.
    ///
    /// @throws ReplayException if there is none
    public Replay named(String id) {
        List<Replay> all = list();
        Stream<Replay> found = id.equals("best")
                ? all.stream().max(Comparator.comparingDouble(Replay::episodeReturn).thenComparingLong(Replay::step)).stream()
                : all.stream().filter(replay -> replay.id().equals(id));
        return found.findFirst().orElseThrow(() -> new ReplayException("Run " + run + " has no replay " + id
                + (all.isEmpty()
                        ? "; it has recorded none (trainer.replay_best, trainer.replay_probability)"
                        : "; it has " + String.join(", ", all.stream().map(Replay::id).toList()))));
    }

    private static Replay read(Path file) {
        try {
            return JSON.readValue(file.toFile(), Replay.class);
        } catch (IOException damaged) {
            throw new ReplayException(file + " is damaged: " + damaged.getMessage(), damaged);
        }
    }

    /// Records an episode, after it has been lived again.
    ///
    /// @param step    that the policy had learnt from
    /// @param actions rows of the action space, one for each step
    /// @param savedAt ISO 8601 with offset
    /// @throws ReplayException if the world does not do the same again
    public Replay record(long step, EpisodeResult episode, List<float[]> actions, String savedAt) {
        var replay = new Replay(
                "step_" + step + "-seed_" + episode.seed(), run, world.name(), step, episode.seed(),
                episode.episodeReturn(), episode.length(), episode.truncated(), deathReason(episode.seed(), actions),
                savedAt, actions);
        verify(replay);
        try {
            String json = JSON.writeValueAsString(replay) + "\n";
            Uninterrupted.run(() -> {
                AtomicFiles.makeFolder(folder);
                AtomicFiles.write(folder.resolve(replay.id() + SUFFIX), json);
            });
            return replay;
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /// Lives a replay again and compares return, length and end.
    ///
    /// @throws ReplayException if anything differs: the world has changed, or draws chance from elsewhere than its generator
    public void verify(Replay replay) {
        try (VectorEnvironment again = world.raw(1)) {
            again.reset(new long[] {replay.seed()});
            double total = 0;
            boolean ended = false;
            int steps = 0;
            for (float[] action : replay.actions()) {
                if (ended) {
                    break;
                }
                again.step(action.clone());
                total += again.rawRewards()[0];
                ended = again.terminated()[0] || again.truncated()[0];
                steps++;
            }
            boolean cut = ended && !again.terminated()[0];
            if (total != replay.episodeReturn() || steps != replay.length() || !ended || cut != replay.truncated()) {
                throw new ReplayException("Replay " + replay.id() + " of run " + run + " does not reproduce: it was "
                        + replay.episodeReturn() + " over " + replay.length() + " steps and is now " + total + " over "
                        + steps + (ended ? "" : " without an end")
                        + ". The world has changed since, or its chance does not all come from the generator it is given.");
            }
        }
    }

    /// The moments of a replay, the beginning first: one more than it has steps.
    ///
    /// @throws ReplayException if it does not reproduce
    public List<Frame> frames(Replay replay) {
        verify(replay);
        List<Frame> frames = new ArrayList<>();
        try (Environment again = world.one()) {
            again.reset(NumpyRandom.seeded(replay.seed()));
            frames.add(new Frame(0, 0, 0, again.picture()));
            double total = 0;
            for (float[] action : replay.actions()) {
                Step step = again.step(Action.of(action));
                total += step.reward();
                frames.add(new Frame(frames.size(), step.reward(), total, again.picture()));
            }
        }
        return frames;
    }

    /// The pictures of a replay as a film, which a cell plays.
    ///
    /// @throws ReplayException if it does not reproduce, or the world does not draw itself
    public Film film(Replay replay) {
        List<Picture> pictures = frames(replay).stream().map(this::picture).toList();
        var result = new EpisodeResult(
                replay.seed(), replay.episodeReturn(), replay.length(), replay.truncated(), null, null);
        String reason = replay.deathReason();
        return new Film(
                replay.environment(), pictures, result, Map.of(), reason == null ? null : Map.of("death_reason", reason));
    }

    private Picture picture(Frame frame) {
        Picture picture = frame.picture();
        if (picture == null) {
            throw new ReplayException(world.name() + " does not draw itself; give it picture()");
        }
        return picture;
    }

    private @Nullable String deathReason(long seed, List<float[]> actions) {
        try (Environment again = world.one()) {
            again.reset(NumpyRandom.seeded(seed));
            for (float[] action : actions) {
                again.step(Action.of(action));
            }
            Map<String, Object> scene = again.scene();
            return scene != null && scene.get("death_reason") instanceof String reason ? reason : null;
        }
    }

    /// Writes a replay as a strip of pictures, `0000.png` …, into a folder.
    ///
    /// @param scale of the pictures, 1 is their own size
    /// @return how many
    /// @throws ReplayException if the world does not draw itself, or the replay does not reproduce
    public int export(Replay replay, Path to, double scale) {
        AtomicFiles.makeFolder(to);
        List<Frame> frames = frames(replay);
        for (Frame frame : frames) {
            AtomicFiles.write(to.resolve(String.format("%04d.png", frame.step())), picture(frame).png(scale));
        }
        return frames.size();
    }

    /// How the recorded episodes ended and how often: the world's own reasons, `time_limit`, or `end`.
    public Map<String, Integer> ends() {
        Map<String, Integer> ends = new TreeMap<>();
        for (Replay replay : list()) {
            String reason = replay.deathReason();
            ends.merge(reason != null ? reason : replay.truncated() ? "time_limit" : "end", 1, Integer::sum);
        }
        return ends;
    }
}
