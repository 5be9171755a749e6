package jarl.env.grid;

import java.util.random.RandomGenerator;

/// Draws as Gymnasium's toy worlds draw.
final class Chance {
    private Chance() {}

    /// The first outcome whose cumulative probability lies above one uniform draw; outcome 0 where rounding leaves
    /// none.
    static int outcome(RandomGenerator random, double... probabilities) {
        double draw = random.nextDouble();
        double sum = 0;
        for (int i = 0; i < probabilities.length; i++) {
            sum += probabilities[i];
            if (sum > draw) {
                return i;
            }
        }
        return 0;
    }

    /// The saved number of a cell, below `cells`.
    static int cell(String environment, double[] state, int cells) {
        if (state.length < 1 || !(state[0] >= 0 && state[0] < cells && state[0] == (int) state[0])) {
            throw new IllegalArgumentException("A state of " + environment + " begins with a number of 0 … "
                    + (cells - 1));
        }
        return (int) state[0];
    }
}
