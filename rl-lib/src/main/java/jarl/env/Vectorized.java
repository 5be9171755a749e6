package jarl.env;

import jarl.space.Box;
import jarl.space.Discrete;
import jarl.space.MultiDiscrete;
import jarl.space.Space;
import jarl.state.StateException;
import jarl.state.StateReader;
import jarl.state.StateWriter;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Any environment, `count` times, stepped one after the other, or shared out over a few threads: what comes of it is
/// the same.
///
/// Its state is saved between any two steps, whatever the world: one that tells its own [Environment#state] is put
/// back there; any other is replayed from its last reset, with the generator as it was then, and must arrive at the
/// same observation and the same generator. A world that draws chance from elsewhere does not, and is refused by name.
public final class Vectorized implements VectorEnvironment {
    private final Environment[] environments;
    private final Space observationSpace;
    private final Space actionSpace;
    private final NumpyRandom[] randoms;
    private final Crew crew;
    private final Journal[] journals; // of the episode so far, kept where a world cannot tell its state
    private boolean replayed = true; // until a world has told its state
    private boolean begun;

    private final float[] observations;
    private final float[] finalObservations;
    private final float[] rewards;
    private final boolean[] terminated;
    private final boolean[] truncated;
    private final Map<String, Double>[] measures;
    private boolean @Nullable [] masks;

    /// Makes the environments.
    ///
    /// @param maker gives a new environment at each call
    /// @param count how many, at least 1
    public Vectorized(Supplier<? extends Environment> maker, int count) {
        this(maker, count, 1);
    }

    /// Makes the environments, to be stepped on several threads. Worth it where a step takes long; then worlds must share
    /// nothing that changes.
    ///
    /// @param maker   gives a new environment at each call
    /// @param count   how many, at least 1
    /// @param threads how many step them, the caller's included, at least 1
    public Vectorized(Supplier<? extends Environment> maker, int count, int threads) {
        if (count < 1 || threads < 1) {
            throw new IllegalArgumentException(
                    "At least 1 environment is stepped by at least 1 thread, not " + count + " by " + threads);
        }
        crew = new Crew(count, threads);
        environments = new Environment[count];
        Arrays.setAll(environments, i -> maker.get());
        observationSpace = environments[0].observationSpace();
        actionSpace = environments[0].actionSpace();
        randoms = new NumpyRandom[count];
        Arrays.setAll(randoms, NumpyRandom::seeded);
        journals = new Journal[count];
        Arrays.setAll(journals, i -> new Journal(actionSpace.width()));
        observations = new float[count * observationSpace.width()];
        finalObservations = new float[observations.length];
        rewards = new float[count];
        terminated = new boolean[count];
        truncated = new boolean[count];
        measures = noMeasures(count);
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // Java has no generic arrays
    private static Map<String, Double>[] noMeasures(int count) {
        Map<String, Double>[] none = new Map[count];
        Arrays.fill(none, Map.of());
        return none;
    }

    @Override
    public int count() {
        return environments.length;
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
    public String name() {
        return environments[0].name();
    }

    /// One of the environments, to look at: its picture, its scene. Stepping or resetting it breaks this one.
    public Environment environment(int i) {
        return environments[i];
    }

    @Override
    public void reset(long[] seeds) {
        requireLength("seeds", seeds.length, count());
        for (int i = 0; i < count(); i++) {
            randoms[i] = NumpyRandom.seeded(seeds[i]);
            terminated[i] = false;
            truncated[i] = false;
            rewards[i] = 0;
            measures[i] = Map.of();
            begin(i);
        }
        readMasks();
        replayed = environments[0].state() == null;
        begun = true;
    }

    @Override
    public void step(float[] actions) {
        int width = actionSpace.width();
        requireLength("actions", actions.length, count() * width);
        if (!begun) {
            throw new IllegalStateException(name() + " was stepped before its first reset");
        }
        crew.each(i -> {
            if (replayed) {
                journals[i].add(actions, i * width);
            }
            take(i, environments[i].step(Action.row(actions, i, width)));
        });
        readMasks();
    }

    private void take(int i, Step step) {
        rewards[i] = (float) step.reward();
        terminated[i] = step.terminated();
        truncated[i] = step.truncated();
        measures[i] = step.measures();
        if (step.ended()) {
            put(step.observation(), finalObservations, i);
            begin(i);
        } else {
            put(step.observation(), observations, i);
        }
    }

    private void begin(int i) {
        if (replayed) {
            journals[i].begin(randoms[i].copy());
        }
        put(environments[i].reset(randoms[i]), observations, i);
    }

    private void put(float[] observation, float[] into, int i) {
        int width = observationSpace.width();
        if (observation.length != width) {
            throw new IllegalStateException(name() + " observed " + observation.length
                    + " numbers, but its observationSpace() has " + width + ": " + observationSpace);
        }
        System.arraycopy(observation, 0, into, i * width, width);
    }

    private void readMasks() {
        for (int i = 0; i < count(); i++) {
            readMask(i);
        }
    }

    private void readMask(int i) {
        boolean[] mask = environments[i].actionMask();
        if (mask == null && masks == null) {
            return;
        }
        int choices = choices(actionSpace);
        if (masks == null) {
            masks = new boolean[count() * choices];
            Arrays.fill(masks, true);
        }
        if (mask == null) {
            Arrays.fill(masks, i * choices, (i + 1) * choices, true);
        } else {
            System.arraycopy(mask, 0, masks, i * choices, choices);
        }
    }

    private static int choices(Space space) {
        return switch (space) {
            case Discrete(int n, var names) -> n;
            case MultiDiscrete several -> Arrays.stream(several.sizes()).sum();
            case Box box -> throw new IllegalStateException("Actions of a box cannot be masked: " + box);
        };
    }

    @Override
    public float[] observations() {
        return observations;
    }

    @Override
    public float[] finalObservations() {
        return finalObservations;
    }

    @Override
    public float[] rewards() {
        return rewards;
    }

    @Override
    public boolean[] terminated() {
        return terminated;
    }

    @Override
    public boolean[] truncated() {
        return truncated;
    }

    @Override
    public boolean @Nullable [] actionMasks() {
        return masks;
    }

    @Override
    public Map<String, Double> measures(int i) {
        return measures[i];
    }

    @Override
    public void save(StateWriter to) {
        to.floats("observations", observations);
        for (int i = 0; i < count(); i++) {
            StateWriter mine = to.at("environment" + i);
            mine.part("random", randoms[i]);
            double[] state = environments[i].state();
            if (state != null) {
                mine.doubles("state", state);
            } else {
                mine.part("journal", journals[i]);
            }
        }
    }

    @Override
    public void load(StateReader from) {
        float[] saved = from.floats("observations");
        if (saved.length != observations.length) {
            throw new StateException("The saved state holds " + saved.length + " numbers of observation, but " + count()
                    + " × " + name() + " have " + observations.length);
        }
        for (int i = 0; i < count(); i++) {
            StateReader mine = from.at("environment" + i);
            randoms[i].load(mine.at("random"));
            put(mine.has("state") ? environments[i].restore(mine.doubles("state"), randoms[i]) : replay(i, mine),
                    observations, i);
        }
        readMasks();
        replayed = environments[0].state() == null;
        begun = true;
        verify(saved);
    }

    private float[] replay(int i, StateReader from) {
        NumpyRandom saved = randoms[i].copy();
        journals[i].load(from.at("journal"));
        float[] observation = journals[i].replay(environments[i], randoms[i]);
        if (!randoms[i].sameStateAs(saved)) {
            throw new StateException(strays());
        }
        return observation;
    }

    private void verify(float[] saved) {
        if (!Arrays.equals(saved, observations)) {
            throw new StateException(strays());
        }
    }

    private String strays() {
        return name() + " did not come back to where it was saved: replayed from its reset, it observed"
                + " something else. "
                + "Let it draw all its chance from the generator given to reset, or give it state() and restore().";
    }

    private static void requireLength(String what, int length, int needed) {
        if (length != needed) {
            throw new IllegalArgumentException(length + " " + what + " were given where " + needed + " are needed");
        }
    }

    @Override
    public void close() {
        crew.close();
        for (Environment environment : environments) {
            environment.close();
        }
    }
}
