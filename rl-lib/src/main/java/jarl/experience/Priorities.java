package jarl.experience;

import jarl.state.StateReader;
import jarl.state.StateWriter;
import java.util.random.RandomGenerator;

/// Draws the steps of a [ReplayMemory] in proportion to (|δ| + 10⁻⁶)^α, where δ is the TD error that the step had when
/// it was last learnt from. A new step counts as much as any step ever has, so that each is learnt from soon.
///
/// @see <a href="https://arxiv.org/abs/1511.05952">Schaul et al. (2016), algorithm 1</a>
public final class Priorities {
    private static final double LEAST = 1e-6;

    private final double alpha;
    private final SumTree tree = new SumTree();
    private double greatest = 1;

    /// @param alpha in [0, 1]: 0 draws all alike, 1 in proportion to the error
    public Priorities(double alpha) {
        this.alpha = alpha;
    }

    void grow(int count) {
        tree.grow(count);
    }

    void mark(int number, boolean step) {
        tree.set(number, step ? greatest : 0);
    }

    /// One step from each of as many equal slices of the whole as the batch has steps.
    void draw(ReplayBatch batch, RandomGenerator random) {
        double slice = tree.total() / batch.size();
        for (int i = 0; i < batch.size(); i++) {
            batch.numbers[i] = tree.find((i + random.nextDouble()) * slice);
        }
    }

    /// Sets the batch's importance to (1/N · 1/P(i))^β, scaled so that the greatest of them is 1. To be called before
    /// [#update].
    ///
    /// @param size steps in the memory, N
    /// @param beta in [0, 1]: 0 ignores how steps were drawn, 1 makes up for it
    public void weigh(ReplayBatch batch, int size, double beta) {
        float most = 0;
        for (int i = 0; i < batch.size(); i++) {
            double expected = size * tree.get(batch.numbers[i]) / tree.total();
            batch.importance[i] = (float) Math.pow(expected, -beta);
            most = Math.max(most, batch.importance[i]);
        }
        for (int i = 0; i < batch.size(); i++) {
            batch.importance[i] /= most;
        }
    }

    /// Sets the priorities of the batch's steps.
    ///
    /// @param tdErrors of each step of the batch, of either sign
    public void update(ReplayBatch batch, float[] tdErrors) {
        for (int i = 0; i < batch.size(); i++) {
            double priority = Math.pow(Math.abs(tdErrors[i]) + LEAST, alpha);
            tree.set(batch.numbers[i], priority);
            greatest = Math.max(greatest, priority);
        }
    }

    void save(StateWriter to, int count) {
        to.doubles("leaves", tree.leaves(count));
        to.real("greatest", greatest);
    }

    void load(StateReader from) {
        tree.fill(from.doubles("leaves"));
        greatest = from.real("greatest");
    }
}
