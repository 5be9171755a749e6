package jarl.algorithm.dpo;

import jarl.algorithm.ActorCritic;
import jarl.experience.Episode;
import jarl.experience.EpisodeCollector;
import jarl.experience.Preference;
import jarl.experience.Rollout;
import jarl.experience.Trajectories;
import jarl.state.Resumable;
import jarl.state.StateReader;
import jarl.state.StateWriter;
import java.util.List;
import java.util.stream.IntStream;

/// Where the pairs of an iteration come from.
sealed interface PairSource extends Resumable {
    /// The next pairs.
    Pairs next(ActorCritic policy);

    /// Steps of experience so far.
    long steps();

    /// Episodes lived since the last call.
    List<Episode> takeEpisodes();

    /// Episodes of the policy itself, ranked by their return. The reference is the policy that lived them.
    record Lived(EpisodeCollector collector, int groupSize) implements PairSource {
        @Override
        public Pairs next(ActorCritic policy) {
            return Pairs.ranked(collector.collect(policy), groupSize);
        }

        @Override
        public long steps() {
            return collector.steps();
        }

        @Override
        public List<Episode> takeEpisodes() {
            return collector.takeEpisodes();
        }

        @Override
        public void save(StateWriter to) {
            to.part("collector", collector);
        }

        @Override
        public void load(StateReader from) {
            from.part("collector", collector);
        }
    }

    /// Pairs recorded before, the same in each iteration, which counts their steps anew. The reference is the policy as
    /// it was at first.
    final class Recorded implements PairSource {
        private final Pairs pairs;
        private long steps;

        Recorded(List<Preference> preferences, ActorCritic policy) {
            Trajectories episodes = Trajectories.of(preferences);
            List<Pairs.Pair> all = IntStream.range(0, preferences.size())
                    .mapToObj(k -> new Pairs.Pair(2 * k, 2 * k + 1))
                    .toList();
            pairs = new Pairs(episodes, all);
            float[] reference = new float[episodes.steps().size()];
            policy.logProbs(episodes.steps().inOrder(ActorCritic.PART), reference);
            episodes.steps().logProbs(reference);
        }

        @Override
        public Pairs next(ActorCritic policy) {
            steps += pairs.episodes().steps().size();
            return pairs;
        }

        @Override
        public long steps() {
            return steps;
        }

        @Override
        public List<Episode> takeEpisodes() {
            return List.of();
        }

        @Override
        public void save(StateWriter to) {
            to.number("steps", steps);
            Rollout recorded = pairs.episodes().steps();
            float[] reference = new float[recorded.size()];
            for (int i = 0; i < reference.length; i++) {
                reference[i] = recorded.logProb(i);
            }
            to.floats("reference", reference);
        }

        @Override
        public void load(StateReader from) {
            steps = from.number("steps");
            pairs.episodes().steps().logProbs(from.floats("reference"));
        }
    }
}
