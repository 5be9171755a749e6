package jarl.env;

import jarl.space.Space;
import jarl.state.StateReader;
import jarl.state.StateWriter;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Environments stepped together, around others, which everything is passed on to; what a subclass changes it
/// overrides. The inner ones are saved under `inner`.
public abstract class VectorWrapper implements VectorEnvironment {
    private final VectorEnvironment inner;

    protected VectorWrapper(VectorEnvironment inner) {
        this.inner = inner;
    }

    public final VectorEnvironment inner() {
        return inner;
    }

    @Override
    public int count() {
        return inner.count();
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
    public String name() {
        return inner.name();
    }

    @Override
    public void reset(long[] seeds) {
        inner.reset(seeds);
    }

    @Override
    public void step(float[] actions) {
        inner.step(actions);
    }

    @Override
    public float[] observations() {
        return inner.observations();
    }

    @Override
    public float[] finalObservations() {
        return inner.finalObservations();
    }

    @Override
    public float[] rewards() {
        return inner.rewards();
    }

    @Override
    public float[] rawRewards() {
        return inner.rawRewards();
    }

    @Override
    public boolean[] terminated() {
        return inner.terminated();
    }

    @Override
    public boolean[] truncated() {
        return inner.truncated();
    }

    @Override
    public boolean @Nullable [] actionMasks() {
        return inner.actionMasks();
    }

    @Override
    public Map<String, Double> measures(int i) {
        return inner.measures(i);
    }

    @Override
    public void save(StateWriter to) {
        to.part("inner", inner);
    }

    @Override
    public void load(StateReader from) {
        inner.load(from.at("inner"));
    }

    @Override
    public void close() {
        inner.close();
    }
}
