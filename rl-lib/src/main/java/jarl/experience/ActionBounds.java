package jarl.experience;

import jarl.space.Box;
import jarl.space.Space;

/// Cuts continuous actions to the environment's bounds on their way there. The policy's own action, which its
/// log-probability belongs to, stays as it was drawn.
public final class ActionBounds {
    private final float[] low;
    private final float[] high;
    private float[] cut = new float[0];

    public ActionBounds(Space actions) {
        low = actions instanceof Box box ? box.low() : new float[0];
        high = actions instanceof Box box ? box.high() : new float[0];
    }

    /// Cuts these actions.
    ///
    /// @param actions rows of the space
    /// @return the actions as the environment takes them: a buffer of this object's own, or `actions` itself where
    ///         there is nothing to cut
    public float[] apply(float[] actions) {
        if (low.length == 0) {
            return actions;
        }
        if (cut.length != actions.length) {
            cut = new float[actions.length];
        }
        for (int i = 0; i < actions.length; i++) {
            int coordinate = i % low.length;
            cut[i] = Math.clamp(actions[i], low[coordinate], high[coordinate]);
        }
        return cut;
    }
}
