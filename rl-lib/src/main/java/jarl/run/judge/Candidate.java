package jarl.run.judge;

import jarl.env.Environment;
import jarl.env.EnvironmentConfig;
import jarl.env.VectorEnvironment;
import jarl.evaluation.EpisodeResult;
import jarl.evaluation.Evaluation;
import jarl.evaluation.Evaluator;
import jarl.evaluation.Seeds;
import jarl.experience.TrainingInterrupted;
import jarl.network.Engine;
import jarl.network.Engines;
import jarl.network.Policy;
import jarl.run.Run;
import jarl.run.checkpoint.Checkpoint;
import jarl.run.checkpoint.SavedPolicy;
import jarl.run.replay.Film;
import jarl.space.Box;
import jarl.space.Discrete;
import jarl.space.MultiDiscrete;
import jarl.space.Space;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// A policy that is to be judged, in worlds of its own.
///
/// @param policy as it was saved
/// @param world  that it acts in
/// @param engine by its name, on the CPU
public record Candidate(SavedPolicy policy, EnvironmentConfig world, String engine) {
    /// What a run has learnt, in the world and on the engine that it was trained with.
    public static Candidate of(Run run, Checkpoint checkpoint) {
        return new Candidate(checkpoint.policy(), run.world(), run.record().engine());
    }

    /// The policy in a file, on the CPU.
    ///
    /// @param path  `policy.safetensors` by whatever name, or the folder of a checkpoint
    /// @param world that it acts in
    /// @throws jarl.run.checkpoint.CheckpointException if the file is missing, damaged or holds something else
    public static Candidate at(Path path, EnvironmentConfig world) {
        Path file = Files.isDirectory(path) ? path.resolve("policy.safetensors") : path;
        return new Candidate(SavedPolicy.read(file), world, "auto");
    }

    /// A policy that learns still, as it is now.
    ///
    /// @param policy    a learner's
    /// @param trainedIn whose normalisers it sees through, if there are any
    public static Candidate of(Policy policy, VectorEnvironment trainedIn, EnvironmentConfig world) {
        return new Candidate(SavedPolicy.of(policy, trainedIn), world, "auto");
    }

    /// Judges it on test seeds.
    ///
    /// Where the world fails, each episode is lived alone, so that only those are lost in which it does.
    ///
    /// @param firstSeed number of the first test seed, from 0
    /// @param episodes  at least 1, each with a seed of its own
    /// @param greedy    true: the most probable action; false: actions are drawn
    public Evaluation evaluate(long firstSeed, int episodes, boolean greedy) {
        if (episodes < 1) {
            throw new IllegalArgumentException("A policy is judged on at least 1 episode, not " + episodes);
        }
        return acting(acts -> evaluate(acts, Seeds.test(firstSeed, episodes), greedy));
    }

    private Evaluation evaluate(Policy acts, long[] seeds, boolean greedy) {
        try (VectorEnvironment together = world.raw(seeds.length)) {
            return Evaluator.evaluate(acts, together, seeds, greedy);
        } catch (TrainingInterrupted interrupted) {
            throw interrupted;
        } catch (RuntimeException failed) {
            List<EpisodeResult> episodes = new ArrayList<>();
            for (long seed : seeds) {
                episodes.add(episode(acts, world, seed, greedy));
            }
            return new Evaluation(world.name(), greedy, episodes);
        }
    }

    /// One episode in a world of its own.
    static EpisodeResult episode(Policy acts, EnvironmentConfig world, long seed, boolean greedy) {
        try (VectorEnvironment alone = world.raw(1)) {
            return Evaluator.evaluate(acts, alone, new long[] {seed}, greedy).episodes().getFirst();
        } catch (TrainingInterrupted interrupted) {
            throw interrupted;
        } catch (RuntimeException failed) {
            return EpisodeResult.failed(seed, failed);
        }
    }

    /// Films an episode, acting greedily.
    ///
    /// @param episode number of the test seed that it starts from, from 0
    /// @throws jarl.run.replay.ReplayException if the world does not draw itself
    public Film film(long episode) {
        return acting(acts -> Film.of(acts, world, episode));
    }

    /// Opens the engine, and closes it after the work is done.
    ///
    /// @throws IllegalArgumentException if the policy sees or does something else than the world has
    <T> T acting(Function<Policy, T> work) {
        requireFit();
        try (Engine opened = Engines.open(engine, "cpu", 1)) {
            return work.apply(policy.on(opened));
        }
    }

    private void requireFit() {
        try (Environment one = world.one()) {
            requireAlike("sees", policy.spec().observations(), "shows", one.observationSpace());
            requireAlike("does", policy.spec().actions(), "takes", one.actionSpace());
        }
    }

    private void requireAlike(String does, Space its, String has, Space worlds) {
        if (!isAlike(its, worlds)) {
            throw new IllegalArgumentException("The policy " + does + " " + its + ", but " + world.name() + " " + has + " "
                    + worlds + ". Judge it in the world that it was trained for, with the same wrappers.");
        }
    }

    /// Whether rows of one are rows of the other; bounds may differ.
    private static boolean isAlike(Space one, Space other) {
        return switch (one) {
            case Discrete its -> other instanceof Discrete worlds && its.n() == worlds.n();
            case MultiDiscrete its -> its.equals(other);
            case Box its -> other instanceof Box worlds && its.width() == worlds.width();
        };
    }
}
