package jarl.evaluation;

import java.util.List;

/// What a frozen policy got.
///
/// @param environment the catalogue's name of the world
/// @param greedy      whether the most probable action was taken; otherwise actions were drawn
/// @param episodes    each of them, so that every figure can be reckoned again; at least one
public record Evaluation(String environment, boolean greedy, List<EpisodeResult> episodes) {
    public Evaluation {
        episodes = List.copyOf(episodes);
        if (episodes.isEmpty()) {
            throw new IllegalArgumentException("An evaluation has at least one episode");
        }
    }

    public double meanReturn() {
        return returns().average().orElseThrow();
    }

    /// Standard deviation of the returns (n in the denominator, as Gymnasium's and Stable-Baselines3's users know it).
    public double stdReturn() {
        double mean = meanReturn();
        return Math.sqrt(
                returns().map(r -> (r - mean) * (r - mean)).average().orElseThrow());
    }

    /// 95 % bootstrap interval of the mean return.
    public Interval ci95() {
        return Interval.ofMean(returns().toArray());
    }

    public double meanLength() {
        return episodes.stream().mapToInt(EpisodeResult::length).average().orElseThrow();
    }

    private java.util.stream.DoubleStream returns() {
        return episodes.stream().mapToDouble(EpisodeResult::episodeReturn);
    }

    @Override
    public String toString() {
        Interval ci = ci95();
        return String.format(
                java.util.Locale.ROOT,
                "mean return %.1f ± %.1f (95 %% interval %.1f to %.1f) over %d %s episodes of %s",
                meanReturn(),
                stdReturn(),
                ci.low(),
                ci.high(),
                episodes.size(),
                greedy ? "greedy" : "sampled",
                environment);
    }
}
