package jarl.env;

import jarl.space.Space;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// An environment around another one, which it passes everything on to; what a subclass changes it overrides.
///
/// A subclass with memory of its own adds it to [#state] and takes it off in [#restore].
public abstract class Wrapper implements Environment {
    private final Environment inner;

    protected Wrapper(Environment inner) {
        this.inner = inner;
    }

    public final Environment inner() {
        return inner;
    }

    @Override
    public Space observationSpace() {
        return inner.observationSpace();
    }

    @Override
    public Space actionSpace() {
        return inner.actionSpace();
    }

    @Override
    public float[] reset(RandomGenerator random) {
        return inner.reset(random);
    }

    @Override
    public Step step(Action action) {
        return inner.step(action);
    }

    @Override
    public boolean @Nullable [] actionMask() {
        return inner.actionMask();
    }

    @Override
    public double @Nullable [] state() {
        return inner.state();
    }

    @Override
    public float[] restore(double[] state, RandomGenerator random) {
        return inner.restore(state, random);
    }

    @Override
    public @Nullable Map<String, Object> scene() {
        return inner.scene();
    }

    @Override
    public @Nullable Picture picture() {
        return inner.picture();
    }

    @Override
    public String name() {
        return inner.name();
    }

    @Override
    public void close() {
        inner.close();
    }
}
