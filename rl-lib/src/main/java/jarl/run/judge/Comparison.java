package jarl.run.judge;

import jarl.env.EnvironmentConfig;
import jarl.env.NumpyRandom;
import jarl.env.VectorEnvironment;
import jarl.experience.ActionBounds;
import jarl.experience.Preference;
import jarl.experience.TrainingInterrupted;
import jarl.experience.Trajectory;
import jarl.network.Engine;
import jarl.network.Engines;
import jarl.network.Policy;
import jarl.network.Rows;
import jarl.run.PreferenceFile;
import jarl.run.Run;
import jarl.run.RunException;
import jarl.run.checkpoint.PolicySpec;
import jarl.run.checkpoint.SavedPolicy;
import jarl.space.Space;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;

/// Two episodes from the same start, by the policies of two runs: what a preference is made from, by return or by a
/// person.
///
/// @param start        seed of the reset that both began with
/// @param first        by the first run's policy
/// @param second       by the second run's
/// @param observations the space of both
/// @param actions      the space of both
public record Comparison(long start, Attempt first, Attempt second, Space observations, Space actions) {
    private static final int MAX_STEPS = 1_000_000;

    /// One of the two.
    ///
    /// @param trajectory    what was seen and done
    /// @param episodeReturn sum of its rewards, undiscounted
    public record Attempt(Trajectory trajectory, double episodeReturn) {}

    /// Lives the episodes, with the best checkpoint of each run.
    ///
    /// @param episodes   of each policy, at least 1
    /// @param firstStart seed of the first pair's start; the others count up from it. Below 2³¹ they are training seeds
    /// @param greedy     true: the most probable actions; false: actions are drawn
    /// @throws RunException if a run has no checkpoint, or the runs are not of one world
    public static List<Comparison> of(Run first, Run second, int episodes, long firstStart, boolean greedy) {
        if (episodes < 1) {
            throw new IllegalArgumentException("Policies are compared on at least 1 episode, not " + episodes);
        }
        EnvironmentConfig world = first.world();
        EnvironmentConfig other = second.world();
        if (!world.name().equals(other.name()) || !world.options().equals(other.options()) || !world.vary().equals(other.vary())) {
            throw new RunException(first + " learnt in " + world.name() + " " + world.options() + ", " + second + " in "
                    + other.name() + " " + other.options() + "; only episodes of one world can be compared");
        }
        long[] starts = LongStream.range(firstStart, firstStart + episodes).toArray();
        List<Attempt> ones = attempts(first, world, starts, greedy, 1);
        List<Attempt> others = attempts(second, other, starts, greedy, 2);
        PolicySpec spec = first.checkpoint("best").policy().spec();
        List<Comparison> comparisons = new ArrayList<>();
        for (int i = 0; i < episodes; i++) {
            comparisons.add(
                    new Comparison(starts[i], ones.get(i), others.get(i), spec.observations(), spec.actions()));
        }
        return comparisons;
    }

    /// Lives episodes with the best checkpoint of one run.
    ///
    /// @param episodes   at least 1
    /// @param firstStart seed of the first start; the others count up from it
    /// @param greedy     true: the most probable actions; false: actions are drawn
    public static List<Attempt> lived(Run run, int episodes, long firstStart, boolean greedy) {
        return attempts(run, run.world(), LongStream.range(firstStart, firstStart + episodes).toArray(), greedy, 1);
    }

    private static List<Attempt> attempts(Run run, EnvironmentConfig world, long[] starts, boolean greedy, int who) {
        SavedPolicy saved = run.checkpoint("best").policy();
        NumpyRandom[] random = Arrays.stream(starts)
                .mapToObj(start -> NumpyRandom.seeded(start).spawn(who).getLast())
                .toArray(NumpyRandom[]::new);
        try (Engine engine = Engines.open(run.record().engine(), "cpu", 1);
                VectorEnvironment worlds = world.raw(starts.length)) {
            worlds.reset(starts);
            return live(saved.on(engine), worlds, random, greedy);
        }
    }

    private static List<Attempt> live(Policy policy, VectorEnvironment worlds, NumpyRandom[] random, boolean greedy) {
        int count = worlds.count();
        var bounds = ActionBounds.of(worlds.actionSpace(), policy.head());
        Rows actions = Rows.of(count, worlds.actionSpace().width());
        Growing[] growing = new Growing[count];
        Arrays.setAll(growing, i -> new Growing());
        for (int step = 0; Arrays.stream(growing).anyMatch(one -> !one.ended); step++) {
            if (Thread.currentThread().isInterrupted()) {
                throw new TrainingInterrupted();
            }
            if (step == MAX_STEPS) {
                throw new RunException("An episode of " + worlds.name() + " is not over after " + MAX_STEPS + " steps");
            }
            Rows seen = new Rows(worlds.observations(), count, worlds.observationSpace().width());
            if (greedy) {
                policy.mode(seen, worlds.actionMasks(), actions);
            } else {
                policy.sample(seen, worlds.actionMasks(), random, actions);
            }
            for (int i = 0; i < count; i++) {
                growing[i].saw(row(seen, i), row(actions, i));
            }
            worlds.step(bounds.apply(actions.data()));
            for (int i = 0; i < count; i++) {
                growing[i].got(worlds.rawRewards()[i], worlds.terminated()[i] || worlds.truncated()[i]);
            }
        }
        return Arrays.stream(growing).map(Growing::attempt).toList();
    }

    private static float[] row(Rows rows, int i) {
        return Arrays.copyOfRange(rows.data(), i * rows.width(), (i + 1) * rows.width());
    }

    /// An episode that is being lived.
    private static final class Growing {
        private final List<float[]> observations = new ArrayList<>();
        private final List<float[]> actions = new ArrayList<>();
        private double episodeReturn;
        private boolean ended;

        void saw(float[] observation, float[] action) {
            if (!ended) {
                observations.add(observation);
                actions.add(action);
            }
        }

        void got(float reward, boolean end) {
            if (!ended) {
                episodeReturn += reward;
                ended = end;
            }
        }

        Attempt attempt() {
            return new Attempt(new Trajectory(rows(observations), rows(actions)), episodeReturn);
        }

        private static Rows rows(List<float[]> list) {
            int width = list.getFirst().length;
            Rows rows = Rows.of(list.size(), width);
            for (int i = 0; i < list.size(); i++) {
                System.arraycopy(list.get(i), 0, rows.data(), i * width, width);
            }
            return rows;
        }
    }

    /// What somebody chose.
    ///
    /// @param choice 1 for the first, 2 for the second
    public Preference prefer(int choice) {
        return switch (choice) {
            case 1 -> new Preference(start, first.trajectory(), second.trajectory());
            case 2 -> new Preference(start, second.trajectory(), first.trajectory());
            default -> throw new IllegalArgumentException("The choice is 1 (the first) or 2 (the second), not " + choice);
        };
    }

    /// The one of greater return is preferred; none where they are equal.
    public Optional<Preference> preferByReturn() {
        int order = Double.compare(first.episodeReturn(), second.episodeReturn());
        return order == 0 ? Optional.empty() : Optional.of(prefer(order > 0 ? 1 : 2));
    }

    /// Adds what the returns prefer; equals are left out.
    ///
    /// @return how many were added
    public static int record(List<Comparison> comparisons, Path path) {
        int recorded = 0;
        for (Comparison comparison : comparisons) {
            Optional<Preference> preference = comparison.preferByReturn();
            if (preference.isPresent()) {
                comparison.file(path).append(preference.get());
                recorded++;
            }
        }
        return recorded;
    }

    /// The file of preferences in this world.
    public PreferenceFile file(Path path) {
        return new PreferenceFile(path, observations, actions);
    }
}
