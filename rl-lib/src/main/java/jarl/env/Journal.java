package jarl.env;

import jarl.state.Resumable;
import jarl.state.StateException;
import jarl.state.StateReader;
import jarl.state.StateWriter;
import java.util.Arrays;

/// How an episode came to where it is: the generator before its reset, and each action since.
final class Journal implements Resumable {
    private final int width;
    private NumpyRandom start = NumpyRandom.seeded(0);
    private float[] actions = new float[64];
    private int length;

    /// @param width floats in an action
    Journal(int width) {
        this.width = width;
    }

    /// @param random as it was before the reset; not changed any more
    void begin(NumpyRandom random) {
        start = random;
        length = 0;
    }

    /// Notes the action at `offset`.
    void add(float[] rows, int offset) {
        if (length + width > actions.length) {
            actions = Arrays.copyOf(actions, 2 * actions.length + width);
        }
        System.arraycopy(rows, offset, actions, length, width);
        length += width;
    }

    /// Lives the episode again.
    ///
    /// @param random takes the state it had before the reset, and is drawn from
    /// @return the observation arrived at
    float[] replay(Environment environment, NumpyRandom random) {
        random.become(start);
        float[] observation = environment.reset(random);
        for (int at = 0; at < length; at += width) {
            observation = environment.step(Action.row(actions, at / width, width)).observation();
        }
        return observation;
    }

    @Override
    public void save(StateWriter to) {
        to.part("start", start);
        to.floats("actions", Arrays.copyOf(actions, length));
    }

    @Override
    public void load(StateReader from) {
        start.load(from.at("start"));
        actions = from.floats("actions");
        length = actions.length;
        if (length % width != 0) {
            throw new StateException(length + " numbers are no whole actions of " + width);
        }
    }
}
