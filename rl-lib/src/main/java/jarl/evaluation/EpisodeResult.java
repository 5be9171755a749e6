package jarl.evaluation;

/// One evaluated episode.
///
/// @param seed          of the environment; with the policy it repeats the episode
/// @param episodeReturn sum of rewards, undiscounted
/// @param length        steps
/// @param truncated     whether a clock cut it
public record EpisodeResult(long seed, double episodeReturn, int length, boolean truncated) {}
