package jarl.env;

import jarl.space.Box;
import jarl.space.Space;

/// Takes actions between other bounds than the world does, say ±1, and stretches them to the world's own; what lies
/// beyond is cut at the bounds.
public final class RescaledActions extends Wrapper {
    private final Box inside;
    private final Box outside;

    /// Bounds every coordinate of an action alike.
    ///
    /// @param low  least value taken, finite
    /// @param high greatest value taken, finite, above `low`
    public RescaledActions(Environment inner, double low, double high) {
        this(inner, Space.box(box(inner).width(), low, high));
        if (!(low < high && Double.isFinite(high - low))) {
            throw new IllegalArgumentException("Actions are rescaled between two finite bounds, not " + low + " and "
                    + high);
        }
        for (int i = 0; i < inside.width(); i++) {
            if (!Float.isFinite(inside.high()[i] - inside.low()[i])) {
                throw new IllegalArgumentException(inner.name() + " bounds no action " + i
                        + ", so it cannot be rescaled: " + inside);
            }
        }
    }

    private RescaledActions(Environment inner, Box outside) {
        super(inner);
        inside = box(inner);
        this.outside = outside;
    }

    /// Keeps the world's bounds, and cuts actions at them.
    public static RescaledActions clipped(Environment inner) {
        return new RescaledActions(inner, box(inner));
    }

    private static Box box(Environment inner) {
        if (inner.actionSpace() instanceof Box box) {
            return box;
        }
        throw new IllegalArgumentException(
                inner.name() + " takes " + inner.actionSpace() + "; only actions of a box can be clipped or rescaled");
    }

    @Override
    public Space actionSpace() {
        return outside;
    }

    @Override
    public Step step(Action action) {
        float[] row = action.values();
        for (int i = 0; i < row.length; i++) {
            float low = outside.low(i);
            float high = outside.high(i);
            float cut = Math.clamp(row[i], low, high);
            row[i] = outside.equals(inside) ? cut
                    : inside.low(i) + (inside.high(i) - inside.low(i)) * ((cut - low) / (high - low));
        }
        return inner().step(Action.of(row));
    }
}
