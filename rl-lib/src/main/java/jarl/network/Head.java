package jarl.network;

import jarl.space.Box;
import jarl.space.Discrete;
import jarl.space.MultiDiscrete;
import jarl.space.Space;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Reads a block of a network's outputs as a distribution over actions (or as action values), and turns weights on
/// log π, H and Q back into gradients on those outputs. Written once, in plain Java, for all engines.
///
/// A head reads the columns `[column, column + width)` of each row and leaves the others alone. Masks hold one flag a
/// choice; a forbidden action has probability 0 and takes no part in the entropy. What a row gives does not depend on
/// the rows beside it. A head owns scratch memory, so it belongs to one thread at a time.
public sealed interface Head permits Categorical, MultiCategorical, Gaussian, SquashedGaussian, Values, DuelingValues {

    /// The head of a policy over this action space, reading from `column` on: a categorical for choices, one for each
    /// of several choices, a Gaussian for a box (whose actions are not clipped: the box's bounds are for whoever steps
    /// the environment).
    static Head of(Space actionSpace, int column) {
        return switch (actionSpace) {
            case Discrete discrete -> new Categorical(column, discrete.n());
            case MultiDiscrete several -> new MultiCategorical(column, several.sizes());
            case Box box -> new Gaussian(column, box.width());
        };
    }

    /// The towers that [#of] reads, side by side: `actor`, and for a box `log_std`, a constant that starts at 0.
    ///
    /// @param hidden widths of the actor's own hidden layers
    static List<Tower> towers(Space actionSpace, List<Integer> hidden) {
        return switch (actionSpace) {
            case Discrete discrete -> List.of(Tower.of("actor", hidden, discrete.n(), 0.01));
            case MultiDiscrete several ->
                List.of(Tower.of("actor", hidden, Arrays.stream(several.sizes()).sum(), 0.01));
            case Box box -> List.of(
                    Tower.of("actor", hidden, box.width(), 0.01), Tower.constant("log_std", box.width(), 0));
        };
    }

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
    /// @throws IllegalStateException if a row's outputs are no distribution (NaN), or all its choices are forbidden
    void sample(Rows y, boolean @Nullable [] masks, RandomGenerator[] random, Rows actions);

    /// The most probable action (or the one of greatest value) of each row.
    void mode(Rows y, boolean @Nullable [] masks, Rows actions);

    /// log π(a|s) and H(π(·|s)) of each row (or Q(s, a)), into `into`.
    void read(Rows y, boolean @Nullable [] masks, Rows actions, Outputs into);

    /// Adds ∂L/∂y to `dy`, given the weights that the loss puts on ∇log π, ∇H (or ∇Q) of each row.
    void pull(Rows y, boolean @Nullable [] masks, Rows actions, Weights weights, Rows dy);
}
