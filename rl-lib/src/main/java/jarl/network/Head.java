package jarl.network;

import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Reads a block of a network's outputs as a distribution over actions (or as action values), and turns weights on
/// log π, H and Q back into gradients on those outputs. Written once, in plain Java, for all engines.
///
/// A head reads the columns `[column, column + width)` of each row and leaves the others alone. Masks hold one flag a
/// choice; a forbidden action has probability 0 and takes no part in the entropy.
public interface Head {
    /// Output columns it reads.
    int width();

    /// Floats of one action.
    int actionWidth();

    /// Draws one action a row.
    ///
    /// @param y       network outputs
    /// @param masks   allowed choices, `[count × choices]`, or null
    /// @param random  one generator a row, so that a row's draw does not depend on its neighbours
    /// @param actions taken by the draws, `[count, actionWidth()]`
    void sample(Rows y, boolean @Nullable [] masks, RandomGenerator[] random, Rows actions);

    /// The most probable action (or the one of greatest value) of each row.
    void mode(Rows y, boolean @Nullable [] masks, Rows actions);

    /// log π(a|s) and H(π(·|s)) of each row (or Q(s, a)), into `into`.
    void read(Rows y, boolean @Nullable [] masks, Rows actions, Outputs into);

    /// Adds ∂L/∂y to `dy`, given the weights that the loss puts on ∇log π, ∇H (or ∇Q) of each row.
    void pull(Rows y, boolean @Nullable [] masks, Rows actions, Weights weights, Rows dy);
}
