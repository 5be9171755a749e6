package jarl.experience;

import jarl.network.Rows;
import org.jspecify.annotations.Nullable;

/// Who acts while experience is collected, and what it expected.
public interface Actor {
    /// Draws an action for each row.
    ///
    /// @param masks    the allowed choices, or null
    /// @param actions  taken by the draws, `[count, action width]`
    /// @param logProbs taken by log π(a|s), shape `[count]`
    /// @param values   taken by V(s), shape `[count]`
    void act(Rows observations, boolean @Nullable [] masks, Rows actions, float[] logProbs, float[] values);

    /// V(s) of each row, into the first entries of `into`.
    void values(Rows observations, float[] into);
}
