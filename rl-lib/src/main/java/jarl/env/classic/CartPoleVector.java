package jarl.env.classic;

import jarl.env.NumpyRandom;
import jarl.env.VectorEnvironment;
import jarl.space.Space;
import jarl.state.StateException;
import jarl.state.StateReader;
import jarl.state.StateWriter;
import java.util.Arrays;

/// Many [CartPole]s as one struct of arrays, stepped lane by lane with the Vector API where the JVM has it; the floats
/// are those of single ones.
public final class CartPoleVector implements VectorEnvironment {
    private final int count;
    private final int stride; // the count, rounded up to whole vectors; what lies beyond it moves, but means nothing
    private final int timeLimit;
    private final boolean suttonBartoReward;
    private final CartPoleDynamics world;
    private final Motion motion;

    private final double[] state; // as in CartPoleDynamics, of `stride` carts
    private final double[] forces;
    private final long[] deadlines; // by the clock `now`
    private final NumpyRandom[] randoms;

    private final float[] observations;
    private final float[] finalObservations;
    private final float[] rewards;
    private final boolean[] terminated;
    private final boolean[] truncated;
    private long now; // steps since this object was made
    private boolean begun;

    /// Moves all carts by one time step.
    interface Motion {
        /// The number of carts is a multiple of it.
        int width();

        /// One time step.
        ///
        /// @param world  what they all are like
        /// @param state  of all carts, see [CartPoleDynamics]
        /// @param forces on each, N
        void step(CartPoleDynamics world, double[] state, double[] forces);
    }

    /// Makes the carts; they stand still until the first reset.
    ///
    /// @param count     how many, at least 1
    /// @param timeLimit the longest episode, in steps, at least 1
    public CartPoleVector(int count, int timeLimit, boolean suttonBartoReward) {
        this(count, timeLimit, suttonBartoReward, CartPoleDynamics.STANDARD);
    }

    CartPoleVector(int count, int timeLimit, boolean suttonBartoReward, CartPoleDynamics world) {
        this(count, timeLimit, suttonBartoReward, world, fastest());
    }

    CartPoleVector(int count, int timeLimit, boolean suttonBartoReward, CartPoleDynamics world, Motion motion) {
        if (count < 1 || timeLimit < 1) {
            throw new IllegalArgumentException(
                    "At least 1 environment and 1 step are needed, not " + count + " and " + timeLimit);
        }
        this.count = count;
        this.timeLimit = timeLimit;
        this.suttonBartoReward = suttonBartoReward;
        this.world = world;
        this.motion = motion;
        stride = (count + motion.width() - 1) / motion.width() * motion.width();
        state = new double[4 * stride];
        forces = new double[stride];
        deadlines = new long[count];
        randoms = new NumpyRandom[count];
        Arrays.setAll(randoms, NumpyRandom::seeded);
        observations = new float[4 * count];
        finalObservations = new float[4 * count];
        rewards = new float[count];
        terminated = new boolean[count];
        truncated = new boolean[count];
    }

    /// Lanes, where the JVM was started with `--add-modules jdk.incubator.vector`.
    private static Motion fastest() {
        return ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent()
                ? new CartPoleLanes()
                : new OneByOne();
    }

    /// The same motion without vectors.
    static final class OneByOne implements Motion {
        @Override
        public int width() {
            return 1;
        }

        @Override
        public void step(CartPoleDynamics world, double[] state, double[] forces) {
            for (int i = 0; i < forces.length; i++) {
                world.step(state, forces.length, i, forces[i]);
            }
        }
    }

    @Override
    public int count() {
        return count;
    }

    @Override
    public Space observationSpace() {
        return CartPole.OBSERVATIONS;
    }

    @Override
    public Space actionSpace() {
        return CartPole.ACTIONS;
    }

    @Override
    public String name() {
        return "CartPole-v1";
    }

    @Override
    public void reset(long[] seeds) {
        if (seeds.length != count) {
            throw new IllegalArgumentException(seeds.length + " seeds were given where " + count + " are needed");
        }
        Arrays.fill(terminated, false);
        Arrays.fill(truncated, false);
        Arrays.fill(rewards, 0);
        for (int i = 0; i < count; i++) {
            randoms[i] = NumpyRandom.seeded(seeds[i]);
            begin(i);
        }
        begun = true;
    }

    private void begin(int i) {
        CartPole.start(state, stride, i, randoms[i]);
        deadlines[i] = now + timeLimit;
        observe(i);
    }

    private void observe(int i) {
        for (int k = 0; k < 4; k++) {
            observations[4 * i + k] = (float) state[k * stride + i];
        }
    }

    @Override
    public void step(float[] actions) {
        if (!begun) {
            throw new IllegalStateException("CartPole-v1 was stepped before its first reset");
        }
        if (actions.length != count) {
            throw new IllegalArgumentException(actions.length + " actions were given where " + count + " are needed");
        }
        push(actions);
        motion.step(world, state, forces);
        now++;
        Arrays.fill(terminated, false);
        Arrays.fill(truncated, false);
        Arrays.fill(rewards, CartPole.reward(suttonBartoReward, false));
        watch();
    }

    private void push(float[] actions) {
        double[] newForces = forces;
        double force = world.force();
        for (int i = 0; i < actions.length; i++) {
            newForces[i] = Math.copySign(force, actions[i] - 0.5); // no branch to guess wrong
        }
    }

    /// Observes every cart, and ends the episodes that are over. Local names keep the loop free of field accesses.
    private void watch() {
        double[] carts = state;
        float[] rows = observations;
        long[] ends = deadlines;
        int n = stride;
        long time = now;
        for (int i = 0; i < ends.length; i++) {
            double position = carts[i];
            double angle = carts[2 * n + i];
            rows[4 * i] = (float) position;
            rows[4 * i + 1] = (float) carts[n + i];
            rows[4 * i + 2] = (float) angle;
            rows[4 * i + 3] = (float) carts[3 * n + i];
            boolean over = Math.abs(position) > CartPoleDynamics.FARTHEST
                    || Math.abs(angle) > CartPoleDynamics.STEEPEST;
            if (over || time >= ends[i]) {
                end(i, over);
            }
        }
    }

    private void end(int i, boolean over) {
        terminated[i] = over;
        truncated[i] = now >= deadlines[i];
        rewards[i] = CartPole.reward(suttonBartoReward, over);
        System.arraycopy(observations, 4 * i, finalObservations, 4 * i, 4);
        begin(i);
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
    public void save(StateWriter to) {
        double[] carts = new double[4 * count];
        for (int k = 0; k < 4; k++) {
            System.arraycopy(state, k * stride, carts, k * count, count);
        }
        to.doubles("carts", carts);
        to.ints("steps_left", Arrays.stream(deadlines).mapToInt(deadline -> (int) (deadline - now)).toArray());
        for (int i = 0; i < count; i++) {
            to.part("random" + i, randoms[i]);
        }
    }

    @Override
    public void load(StateReader from) {
        double[] carts = from.doubles("carts");
        int[] stepsLeft = from.ints("steps_left");
        if (carts.length != 4 * count || stepsLeft.length != count) {
            throw new StateException("The saved state holds " + stepsLeft.length + " carts, but " + count
                    + " are stepped here");
        }
        for (int k = 0; k < 4; k++) {
            System.arraycopy(carts, k * count, state, k * stride, count);
        }
        for (int i = 0; i < count; i++) {
            deadlines[i] = now + stepsLeft[i];
            if (CartPoleDynamics.over(state, stride, i)) {
                throw new StateException("Cart " + i
                        + " of the saved state has fallen; only running episodes are saved");
            }
            randoms[i].load(from.at("random" + i));
            observe(i);
        }
        begun = true;
    }
}
