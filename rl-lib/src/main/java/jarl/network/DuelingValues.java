package jarl.network;

import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Q(s, a) = V(s) + A(s, a) − mean A(s, ·): first the column of V, then one of A a choice. Sampling takes the choice of
/// greatest value.
///
/// @see <a href="https://arxiv.org/abs/1511.06581">Wang et al. (2016), eq. 9</a>
public final class DuelingValues implements Head {
    private final int column;
    private final int n;

    /// @param column of V; the advantages begin at `column + 1`
    /// @param n      choices
    public DuelingValues(int column, int n) {
        Columns.require(column, n);
        this.column = column;
        this.n = n;
    }

    @Override
    public int width() {
        return 1 + n;
    }

    @Override
    public int actionWidth() {
        return 1;
    }

    @Override
    public void sample(Rows y, boolean @Nullable [] masks, RandomGenerator[] random, Rows actions) {
        mode(y, masks, actions);
    }

    /// V and the mean are the same for all choices, so the greatest advantage is the greatest value.
    @Override
    public void mode(Rows y, boolean @Nullable [] masks, Rows actions) {
        for (int row = 0; row < y.count(); row++) {
            actions.data()[row * actions.width()] = Values.greatest(y, row, column + 1, n, masks);
        }
    }

    @Override
    public void read(Rows y, boolean @Nullable [] masks, Rows actions, Outputs into) {
        for (int row = 0; row < y.count(); row++) {
            double mean = 0;
            for (int c = 0; c < n; c++) {
                mean += y.at(row, column + 1 + c);
            }
            mean /= n;
            double advantage = y.at(row, column + 1 + (int) actions.at(row, 0));
            into.value(row, (float) (y.at(row, column) + advantage - mean));
        }
    }

    /// ∂Q(a)/∂V = 1, ∂Q(a)/∂A(c) = 1ₐ(c) − 1/n.
    @Override
    public void pull(Rows y, boolean @Nullable [] masks, Rows actions, Weights weights, Rows dy) {
        for (int row = 0; row < y.count(); row++) {
            int start = row * dy.width() + column;
            float onValue = weights.value(row);
            dy.data()[start] += onValue;
            for (int c = 0; c < n; c++) {
                dy.data()[start + 1 + c] -= onValue / n;
            }
            dy.data()[start + 1 + (int) actions.at(row, 0)] += onValue;
        }
    }
}
