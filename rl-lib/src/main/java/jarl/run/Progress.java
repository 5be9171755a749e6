package jarl.run;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/// How far a training is.
///
/// @param steps          environment steps taken, all environments together
/// @param numSteps       those it is to take
/// @param iteration      number of the last iteration
/// @param episodes       finished so far
/// @param meanReturn     of the last 100 training episodes; NaN before the first has ended
/// @param stepsPerSecond since it was started or resumed
/// @param elapsed        since it was started or resumed
/// @param measures       of the last iteration
/// @param ended          the episodes that ended in it
public record Progress(
        long steps,
        long numSteps,
        long iteration,
        long episodes,
        double meanReturn,
        double stepsPerSecond,
        Duration elapsed,
        Map<String, Double> measures,
        List<EndedEpisode> ended) {

    /// What counts of an episode.
    public record EndedEpisode(double episodeReturn, int length) {}

    /// Time left at this speed; zero where there is no speed yet.
    public Duration remaining() {
        return stepsPerSecond > 0
                ? Duration.ofMillis((long) (1000 * Math.max(0, numSteps - steps) / stepsPerSecond))
                : Duration.ZERO;
    }
}
