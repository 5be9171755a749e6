package jarl.algorithm.dpo;

import jarl.experience.Trajectories;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// Episodes of which one is preferred to another. The log-probabilities recorded with them are the reference's.
///
/// @param episodes the episodes
/// @param pairs    numbers of those that are compared; each pair has begun alike
record Pairs(Trajectories episodes, List<Pair> pairs) {
    /// @param chosen   number of the better episode
    /// @param rejected number of the worse one
    record Pair(int chosen, int rejected) {}

    /// Ranks each group by return and prefers rank i to rank i + N/2; equals are left out.
    static Pairs ranked(Trajectories episodes, int groupSize) {
        List<Pair> pairs = new ArrayList<>();
        for (int first = 0; first < episodes.count(); first += groupSize) {
            List<Integer> ranking = IntStream.range(first, first + groupSize)
                    .boxed()
                    .sorted((a, b) -> Double.compare(episodes.episodeReturn(b), episodes.episodeReturn(a)))
                    .toList();
            for (int i = 0; i < groupSize / 2; i++) {
                var pair = new Pair(ranking.get(i), ranking.get(i + groupSize / 2));
                if (episodes.episodeReturn(pair.chosen()) > episodes.episodeReturn(pair.rejected())) {
                    pairs.add(pair);
                }
            }
        }
        return new Pairs(episodes, pairs);
    }

    /// The numbers of all steps of these pairs.
    int[] steps(List<Pair> of) {
        return of.stream()
                .flatMapToInt(pair -> IntStream.concat(steps(pair.chosen()), steps(pair.rejected())))
                .toArray();
    }

    private IntStream steps(int episode) {
        return IntStream.range(episodes.first(episode), episodes.end(episode));
    }
}
