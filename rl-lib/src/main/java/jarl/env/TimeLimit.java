package jarl.env;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Cuts an episode after a number of steps: the last one is `truncated`, for it was a clock and not the world that
/// ended it. A step at the limit that the world ends anyway is both, as in Gymnasium.
public final class TimeLimit extends Wrapper {
    private final int steps;
    private int elapsed;

    /// Puts a clock beside the environment.
    ///
    /// @param steps the longest an episode may be, at least 1
    public TimeLimit(Environment inner, int steps) {
        super(inner);
        if (steps < 1) {
            throw new IllegalArgumentException("A time limit is at least 1 step, not " + steps);
        }
        this.steps = steps;
    }

    public int steps() {
        return steps;
    }

    @Override
    public float[] reset(RandomGenerator random) {
        elapsed = 0;
        return inner().reset(random);
    }

    @Override
    public Step step(Action action) {
        Step step = inner().step(action);
        return ++elapsed >= steps ? step.truncate() : step;
    }

    /// The inner state and, last, the steps taken.
    @Override
    public double @Nullable [] state() {
        double[] state = inner().state();
        if (state == null) {
            return null;
        }
        double[] mine = Arrays.copyOf(state, state.length + 1);
        mine[state.length] = elapsed;
        return mine;
    }

    @Override
    public float[] restore(double[] state, RandomGenerator random) {
        if (state.length == 0) {
            throw new IllegalArgumentException("The state of a time limit ends with the steps taken; this one"
                    + " is empty");
        }
        elapsed = (int) state[state.length - 1];
        return inner().restore(Arrays.copyOf(state, state.length - 1), random);
    }
}
