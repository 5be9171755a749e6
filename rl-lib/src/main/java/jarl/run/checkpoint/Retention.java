package jarl.run.checkpoint;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Which checkpoints stay. The best one always does.
///
/// @param last  the newest so many, at least 1
/// @param every besides, the first one in each interval of so many steps; 0: none
public record Retention(int last, long every) {
    /// Nothing is ever removed.
    public static final Retention ALL = new Retention(Integer.MAX_VALUE, 0);

    public Retention {
        if (last < 1 || every < 0) {
            throw new IllegalArgumentException("Of checkpoints, at least the last 1 is kept, and one every 0 steps or"
                    + " more, not " + last + " and " + every);
        }
    }

    /// @param steps of all checkpoints, ascending
    Set<Long> kept(List<Long> steps) {
        var kept = new HashSet<>(steps.subList(Math.max(0, steps.size() - last), steps.size()));
        var intervals = new HashSet<Long>();
        for (long step : steps) {
            if (every > 0 && intervals.add(step / every)) {
                kept.add(step);
            }
        }
        return kept;
    }
}
