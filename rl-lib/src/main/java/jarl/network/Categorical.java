package jarl.network;

import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// One choice of `n`; the columns are its logits. An action is the number of the choice.
public final class Categorical implements Head {
    private final int n;
    private final Choice choice;

    /// @param column first column of the logits
    /// @param n      choices
    public Categorical(int column, int n) {
        this.n = n;
        choice = new Choice(column, n, 0, n);
    }

    @Override
    public int width() {
        return n;
    }

    @Override
    public int actionWidth() {
        return 1;
    }

    @Override
    public void sample(Rows y, boolean @Nullable [] masks, RandomGenerator[] random, Rows actions) {
        for (int row = 0; row < y.count(); row++) {
            choice.at(row, y, masks);
            actions.data()[row * actions.width()] = choice.sample(random[row]);
        }
    }

    @Override
    public void mode(Rows y, boolean @Nullable [] masks, Rows actions) {
        for (int row = 0; row < y.count(); row++) {
            choice.at(row, y, masks);
            actions.data()[row * actions.width()] = choice.mode();
        }
    }

    @Override
    public void read(Rows y, boolean @Nullable [] masks, Rows actions, Outputs into) {
        for (int row = 0; row < y.count(); row++) {
            choice.at(row, y, masks);
            into.logProb(row, (float) choice.logProb((int) actions.at(row, 0)));
            into.entropy(row, (float) choice.entropy());
        }
    }

    @Override
    public void pull(Rows y, boolean @Nullable [] masks, Rows actions, Weights weights, Rows dy) {
        for (int row = 0; row < y.count(); row++) {
            choice.at(row, y, masks);
            choice.pull(row, (int) actions.at(row, 0), weights.logProb(row), weights.entropy(row), dy);
        }
    }
}
