package jarl.evaluation;

import jarl.env.Environments;
import jarl.env.NumpyRandom;
import jarl.env.VectorEnvironment;
import jarl.experience.ActionBounds;
import jarl.experience.TrainingInterrupted;
import jarl.network.Policy;
import jarl.network.Rows;
import java.util.Arrays;
import java.util.Objects;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/// Lives one episode for each seed and reports them all.
public final class Evaluator {
    private static final int MAX_STEPS = 1_000_000;

    private Evaluator() {}

    /// Lives the episodes.
    ///
    /// @param environment of this evaluation alone, one world for each seed; left as the episodes leave it
    /// @param seeds       one episode each
    /// @param greedy      true: the most probable action; false: actions are drawn, with generators seeded alike
    /// @throws IllegalStateException if an episode is not over after a million steps
    /// @throws TrainingInterrupted   if the thread is interrupted; its flag stays set
    public static Evaluation evaluate(Policy policy, VectorEnvironment environment, long[] seeds, boolean greedy) {
        return evaluate(policy, environment, seeds, greedy, null);
    }

    /// The same, and notes the actions.
    ///
    /// @param log gets the actions of each episode; null: nobody wants them
    public static Evaluation evaluate(
            Policy policy, VectorEnvironment environment, long[] seeds, boolean greedy, @Nullable ActionLog log) {
        int count = environment.count();
        if (seeds.length != count) {
            throw new IllegalArgumentException(seeds.length + " seeds for " + count + " environments");
        }
        NumpyRandom[] random =
                Arrays.stream(seeds).mapToObj(NumpyRandom::seeded).toArray(NumpyRandom[]::new);
        Rows actions = Rows.of(count, environment.actionSpace().width());
        var bounds = ActionBounds.of(environment.actionSpace(), policy.head());
        double[] returns = new double[count];
        @Nullable EpisodeResult[] results = new EpisodeResult[count];
        OptionalDouble solvedAt = solvedAt(environment);
        environment.reset(seeds);
        int open = count;
        for (int step = 1; open > 0; step++) {
            if (Thread.currentThread().isInterrupted()) {
                throw new TrainingInterrupted();
            }
            if (step > MAX_STEPS) {
                throw new IllegalStateException("An episode of " + environment.name() + " is not over after " + MAX_STEPS
                        + " steps; give the environment a time limit");
            }
            float[] taken = act(policy, environment, greedy, random, actions, bounds);
            if (log != null) {
                log.note(taken, results);
            }
            environment.step(taken);
            open -= finish(environment, seeds, step, solvedAt, returns, results);
        }
        return new Evaluation(environment.name(), greedy, Arrays.stream(results).map(Objects::requireNonNull).toList());
    }

    private static float[] act(
            Policy policy,
            VectorEnvironment environment,
            boolean greedy,
            NumpyRandom[] random,
            Rows actions,
            ActionBounds bounds) {
        int width = environment.observationSpace().width();
        Rows observations = new Rows(environment.observations(), environment.count(), width);
        if (greedy) {
            policy.mode(observations, environment.actionMasks(), actions);
        } else {
            policy.sample(observations, environment.actionMasks(), random, actions);
        }
        return bounds.apply(actions.data());
    }

    /// Adds the last rewards to the episodes that are still open, and writes down those that ended now.
    private static int finish(
            VectorEnvironment environment,
            long[] seeds,
            int step,
            OptionalDouble solvedAt,
            double[] returns,
            @Nullable EpisodeResult[] results) {
        int ended = 0;
        for (int e = 0; e < seeds.length; e++) {
            if (results[e] == null) {
                returns[e] += environment.rawRewards()[e];
                boolean terminated = environment.terminated()[e];
                if (terminated || environment.truncated()[e]) {
                    results[e] = new EpisodeResult(
                            seeds[e], returns[e], step, !terminated, success(environment, e, solvedAt, returns[e]), null);
                    ended++;
                }
            }
        }
        return ended;
    }

    private static @Nullable Boolean success(
            VectorEnvironment environment, int e, OptionalDouble solvedAt, double episodeReturn) {
        Double told = environment.measures(e).get("success");
        if (told != null) {
            return told > 0;
        }
        return solvedAt.isPresent() ? episodeReturn >= solvedAt.getAsDouble() : null;
    }

    private static OptionalDouble solvedAt(VectorEnvironment environment) {
        String name = environment.name();
        return Environments.names().contains(name) ? Environments.entry(name).rewardThreshold() : OptionalDouble.empty();
    }
}
