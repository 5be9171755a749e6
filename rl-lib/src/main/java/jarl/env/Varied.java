package jarl.env;

import jarl.space.Space;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// A world whose options are drawn anew for each episode, each from its axis' range of training.
///
/// They are the first that is drawn from the generator given to `reset`, so a seed and the actions replay an episode as
/// they do anywhere. The last step of an episode says by the measures `world_<option>` which world it was.
final class Varied implements Environment {
    private final String name;
    private final Map<String, @Nullable Object> options;
    private final List<Axis> axes;
    private final Space observationSpace;
    private final Space actionSpace;
    private Map<String, Object> drawn;
    private Environment world;

    /// @param options those that stay, and of those that vary what stands for them before the first reset
    /// @throws IllegalArgumentException if the world has no such option, or a value changes its spaces
    Varied(String name, Map<String, ? extends @Nullable Object> options, List<Axis> axes) {
        this.name = name;
        this.options = new LinkedHashMap<>(options);
        this.axes = axes;
        drawn = Axis.lowest(axes);
        world = make(drawn);
        observationSpace = world.observationSpace();
        actionSpace = world.actionSpace();
    }

    /// Makes the worlds at the ends of the ranges, where an option that does not fit shows itself.
    ///
    /// @throws IllegalArgumentException if one cannot be made, or has other spaces
    void checkCorners() {
        Axis.corners(axes).forEach(this::become);
    }

    private Environment make(Map<String, Object> values) {
        var all = new LinkedHashMap<>(options);
        all.putAll(values);
        return Environments.make(name, all);
    }

    @Override
    public Space observationSpace() {
        return observationSpace;
    }

    @Override
    public Space actionSpace() {
        return actionSpace;
    }

    @Override
    public float[] reset(RandomGenerator random) {
        become(Axis.draw(axes, random));
        return world.reset(random);
    }

    private void become(Map<String, Object> values) {
        world.close();
        drawn = values;
        world = make(values);
        if (!world.observationSpace().equals(observationSpace) || !world.actionSpace().equals(actionSpace)) {
            throw new IllegalArgumentException(name + " with " + values + " is seen or acted in by other spaces than with "
                    + Axis.lowest(axes) + "; a policy has one network, so such an option cannot be varied");
        }
    }

    @Override
    public Step step(Action action) {
        Step step = world.step(action);
        if (!step.ended()) {
            return step;
        }
        for (Axis axis : axes) {
            step = step.measure("world_" + axis.option(), value(axis));
        }
        return step;
    }

    private double value(Axis axis) {
        return ((Number) Objects.requireNonNull(drawn.get(axis.option()))).doubleValue();
    }

    @Override
    public boolean @Nullable [] actionMask() {
        return world.actionMask();
    }

    /// What was drawn, and the state of the world that was made of it.
    @Override
    public double @Nullable [] state() {
        double[] inner = world.state();
        if (inner == null) {
            return null;
        }
        double[] state = new double[axes.size() + inner.length];
        for (int i = 0; i < axes.size(); i++) {
            state[i] = value(axes.get(i));
        }
        System.arraycopy(inner, 0, state, axes.size(), inner.length);
        return state;
    }

    @Override
    public float[] restore(double[] state, RandomGenerator random) {
        if (state.length < axes.size()) {
            throw new IllegalArgumentException("The state of a varied world begins with its " + axes.size() + " options");
        }
        Map<String, Object> values = new LinkedHashMap<>();
        for (int i = 0; i < axes.size(); i++) {
            values.put(axes.get(i).option(), axes.get(i).inKind(state[i]));
        }
        become(values);
        return world.restore(Arrays.copyOfRange(state, axes.size(), state.length), random);
    }

    @Override
    public @Nullable Map<String, Object> scene() {
        return world.scene();
    }

    @Override
    public @Nullable Picture picture() {
        return world.picture();
    }

    @Override
    public String name() {
        return world.name();
    }

    @Override
    public void close() {
        world.close();
    }
}
