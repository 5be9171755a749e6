package jarl.experience;

import java.util.Map;

/// One finished episode.
///
/// @param environment   which of the vectorised environments it was lived in
/// @param steps         environment steps taken by all environments when it ended
/// @param episodeReturn sum of its rewards, undiscounted, as the world gave them
/// @param length        its steps
/// @param truncated     whether a clock cut it; otherwise the world ended it
/// @param measures      the measures of its last step
public record Episode(
        int environment, long steps, double episodeReturn, int length, boolean truncated, Map<String, Double> measures) {}
