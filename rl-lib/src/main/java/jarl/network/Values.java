package jarl.network;

import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Values as the network gives them: Q(s, ·) with one column a choice, or, where there is one column, V(s), whatever
/// the action. Values are no distribution: sampling takes the greatest, and exploration is the learner's affair.
public final class Values implements Head {
    private final int column;
    private final int n;

    /// @param column first column
    /// @param n      choices; 1: V(s)
    public Values(int column, int n) {
        Columns.require(column, n);
        this.column = column;
        this.n = n;
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
        mode(y, masks, actions);
    }

    @Override
    public void mode(Rows y, boolean @Nullable [] masks, Rows actions) {
        for (int row = 0; row < y.count(); row++) {
            actions.data()[row * actions.width()] = greatest(y, row, column, n, masks);
        }
    }

    /// The first choice of greatest value among the allowed ones.
    static int greatest(Rows y, int row, int column, int n, boolean @Nullable [] masks) {
        int best = -1;
        for (int c = 0; c < n; c++) {
            boolean allowed = masks == null || masks[row * n + c];
            if (allowed && (best < 0 || y.at(row, column + c) > y.at(row, column + best))) {
                best = c;
            }
        }
        if (best < 0) {
            throw new IllegalStateException("All " + n + " choices of row " + row + " are forbidden by its mask");
        }
        return best;
    }

    @Override
    public void read(Rows y, boolean @Nullable [] masks, Rows actions, Outputs into) {
        for (int row = 0; row < y.count(); row++) {
            into.value(row, y.at(row, column + choice(actions, row)));
        }
    }

    @Override
    public void pull(Rows y, boolean @Nullable [] masks, Rows actions, Weights weights, Rows dy) {
        for (int row = 0; row < y.count(); row++) {
            dy.data()[row * dy.width() + column + choice(actions, row)] += weights.value(row);
        }
    }

    private int choice(Rows actions, int row) {
        return n == 1 ? 0 : (int) actions.at(row, 0);
    }
}
