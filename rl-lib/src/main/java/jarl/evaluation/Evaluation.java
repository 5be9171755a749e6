package jarl.evaluation;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.DoubleStream;

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

    /// Of the episodes that came to their end; NaN where none did.
    public double meanReturn() {
        return returns().average().orElse(Double.NaN);
    }

    /// Standard deviation of the returns (n in the denominator, as Gymnasium's and Stable-Baselines3's users know it).
    public double stdReturn() {
        double mean = meanReturn();
        return Math.sqrt(returns().map(r -> (r - mean) * (r - mean)).average().orElse(Double.NaN));
    }

    /// 95 % bootstrap interval of the mean return.
    public Interval ci95() {
        double[] returns = returns().toArray();
        return returns.length == 0 ? new Interval(Double.NaN, Double.NaN) : Interval.ofMean(returns);
    }

    public double meanLength() {
        return whole().mapToInt(EpisodeResult::length).average().orElse(Double.NaN);
    }

    /// Episodes in which the world failed; they count as no success, and in no mean.
    public int errors() {
        return episodes.size() - (int) whole().count();
    }

    /// Share of the episodes that were a success, with its 95 % Wilson interval; empty where the world does not say what
    /// a success is.
    public Optional<Rate> success() {
        if (episodes.stream().map(EpisodeResult::success).anyMatch(Objects::isNull)) {
            return Optional.empty();
        }
        int successes = (int) episodes.stream().filter(episode -> Boolean.TRUE.equals(episode.success())).count();
        return Optional.of(new Rate(
                (double) successes / episodes.size(), Interval.wilson(successes, episodes.size())));
    }

    /// A share of all, in [0, 1], and how sure it is.
    public record Rate(double share, Interval interval) {}

    private DoubleStream returns() {
        return whole().mapToDouble(EpisodeResult::episodeReturn);
    }

    private java.util.stream.Stream<EpisodeResult> whole() {
        return episodes.stream().filter(episode -> episode.error() == null);
    }

    @Override
    public String toString() {
        Interval ci = ci95();
        String text = String.format(
                Locale.ROOT,
                "mean return %.1f ± %.1f (95 %% interval %.1f to %.1f) over %d %s episodes of %s",
                meanReturn(),
                stdReturn(),
                ci.low(),
                ci.high(),
                episodes.size(),
                greedy ? "greedy" : "sampled",
                environment);
        return errors() == 0 ? text : text + ", in " + errors() + " of which the world failed";
    }
}
