package jarl.experience;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/// One finished episode.
///
/// @param environment   which of the vectorised environments it was lived in
/// @param steps         environment steps taken by all environments when it ended
/// @param episodeReturn sum of its rewards, undiscounted, as the world gave them
/// @param length        its steps
/// @param truncated     whether a clock cut it; otherwise the world ended it
/// @param measures      the measures of its last step, by name in alphabetical order, so that rows of them are the same in
///                      each process
public record Episode(
        int environment, long steps, double episodeReturn, int length, boolean truncated, Map<String, Double> measures) {
    public Episode {
        for (String name : measures.keySet()) {
            if (name.indexOf('\n') >= 0 || name.indexOf('\r') >= 0) {
                throw new IllegalArgumentException("The name of a measure is one line, not \"" + name + "\"");
            }
        }
        measures = measures.isEmpty() ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(measures));
    }
}
