package jarl.evaluation;

import org.jspecify.annotations.Nullable;

/// One evaluated episode.
///
/// @param seed          of the environment; with the policy it repeats the episode
/// @param episodeReturn sum of rewards, undiscounted; up to the failure where there was one
/// @param length        steps
/// @param truncated     whether a clock cut it
/// @param success       what the world's own measure `success` said at the end, or else whether the return has reached
///                      the one at which the world counts as solved; null where neither is known
/// @param error         why the world could not be lived in to the end of the episode; null where it could
public record EpisodeResult(
        long seed,
        double episodeReturn,
        int length,
        boolean truncated,
        @Nullable Boolean success,
        @Nullable String error) {

    /// An episode that could not be lived at all.
    public static EpisodeResult failed(long seed, Throwable why) {
        String message = why.getMessage();
        String error = message == null ? why.getClass().getSimpleName() : message.lines().findFirst().orElse("");
        return new EpisodeResult(seed, 0, 0, false, false, error);
    }
}
