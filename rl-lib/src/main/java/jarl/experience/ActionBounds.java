package jarl.experience;

import jarl.network.Head;
import jarl.network.SquashedGaussian;
import jarl.space.Box;
import jarl.space.Space;

/// Brings continuous actions to the environment's bounds on their way there: those of a squashed Gaussian are stretched
/// from (−1, 1), any others are cut. The policy's own action, which its log-probability belongs to, stays as it was
/// drawn.
public final class ActionBounds {
    private final float[] low;
    private final float[] high;
    private final boolean stretches;
    private float[] bounded = new float[0];

    private ActionBounds(Space actions, boolean stretches) {
        low = actions instanceof Box box ? box.low() : new float[0];
        high = actions instanceof Box box ? box.high() : new float[0];
        this.stretches = stretches;
    }

    /// Bounds that cut.
    public ActionBounds(Space actions) {
        this(actions, false);
    }

    /// The bounds that this head's actions want.
    ///
    /// @throws IllegalArgumentException if the head's actions are to be stretched to bounds that are infinite
    public static ActionBounds of(Space actions, Head head) {
        var bounds = new ActionBounds(actions, head instanceof SquashedGaussian);
        bounds.requireFinite(actions);
        return bounds;
    }

    private void requireFinite(Space actions) {
        for (int i = 0; stretches && i < low.length; i++) {
            if (!Float.isFinite(high[i] - low[i])) {
                throw new IllegalArgumentException("Actions between -1 and 1 are to be stretched to the environment's"
                        + " bounds, but it has none at coordinate " + i + ": " + actions);
            }
        }
    }

    /// Cuts or stretches these actions.
    ///
    /// @param actions rows of the space
    /// @return the actions as the environment takes them: a buffer of this object's own, or `actions` itself where
    ///         they are no box
    public float[] apply(float[] actions) {
        if (low.length == 0) {
            return actions;
        }
        if (bounded.length != actions.length) {
            bounded = new float[actions.length];
        }
        for (int i = 0; i < actions.length; i++) {
            int c = i % low.length;
            float meant = stretches ? low[c] + 0.5f * (actions[i] + 1) * (high[c] - low[c]) : actions[i];
            bounded[i] = Math.clamp(meant, low[c], high[c]);
        }
        return bounded;
    }
}
