package jarl.network;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Several independent choices made at once; their logits lie side by side, and so do their flags in a mask. log π and
/// H are the sums over the choices.
public final class MultiCategorical implements Head {
    private final int width;
    private final Choice[] choices;

    /// @param column first column of the first choice's logits
    /// @param sizes  possibilities of each choice
    public MultiCategorical(int column, int... sizes) {
        width = Arrays.stream(sizes).sum();
        choices = new Choice[sizes.length];
        int offset = 0;
        for (int i = 0; i < sizes.length; i++) {
            choices[i] = new Choice(column + offset, sizes[i], offset, width);
            offset += sizes[i];
        }
    }

    @Override
    public int width() {
        return width;
    }

    @Override
    public int actionWidth() {
        return choices.length;
    }

    @Override
    public void sample(Rows y, boolean @Nullable [] masks, RandomGenerator[] random, Rows actions) {
        for (int row = 0; row < y.count(); row++) {
            for (int i = 0; i < choices.length; i++) {
                choices[i].at(row, y, masks);
                actions.data()[row * actions.width() + i] = choices[i].sample(random[row]);
            }
        }
    }

    @Override
    public void mode(Rows y, boolean @Nullable [] masks, Rows actions) {
        for (int row = 0; row < y.count(); row++) {
            for (int i = 0; i < choices.length; i++) {
                choices[i].at(row, y, masks);
                actions.data()[row * actions.width() + i] = choices[i].mode();
            }
        }
    }

    @Override
    public void read(Rows y, boolean @Nullable [] masks, Rows actions, Outputs into) {
        for (int row = 0; row < y.count(); row++) {
            double logProb = 0;
            double entropy = 0;
            for (int i = 0; i < choices.length; i++) {
                choices[i].at(row, y, masks);
                logProb += choices[i].logProb((int) actions.at(row, i));
                entropy += choices[i].entropy();
            }
            into.logProb(row, (float) logProb);
            into.entropy(row, (float) entropy);
        }
    }

    @Override
    public void pull(Rows y, boolean @Nullable [] masks, Rows actions, Weights weights, Rows dy) {
        for (int row = 0; row < y.count(); row++) {
            for (int i = 0; i < choices.length; i++) {
                choices[i].at(row, y, masks);
                choices[i].pull(row, (int) actions.at(row, i), weights.logProb(row), weights.entropy(row), dy);
            }
        }
    }
}
