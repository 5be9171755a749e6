package jarl.experience;

import jarl.env.Environments;
import jarl.env.VectorEnvironment;
import jarl.network.Rows;
import java.util.Arrays;
import java.util.Map;

/// Batches of remembered steps for tests, from their numbers.
public final class ReplayBatches {
    private ReplayBatches() {}

    /// Batches without masks.
    ///
    /// @param discounts what the value of what comes after counts
    public static ReplayBatch of(float[] actions, float[] returns, float[] discounts) {
        VectorEnvironment world = Environments.vector("CartPole-v1", 1, Map.of());
        world.reset(new long[1]);
        var batch = new ReplayBatch(new ReplayMemory(world, 3, null), actions.length, 1, 1);
        System.arraycopy(actions, 0, batch.actions().data(), 0, actions.length);
        System.arraycopy(returns, 0, batch.returns(), 0, actions.length);
        System.arraycopy(discounts, 0, batch.discounts(), 0, actions.length);
        Arrays.fill(batch.importance, 1);
        return batch;
    }

    /// Everything that the memory holds, in the order of its places.
    static ReplayBatch all(ReplayMemory memory, int places, int nSteps, float gamma) {
        var batch = new ReplayBatch(memory, memory.size(), nSteps, gamma);
        int i = 0;
        for (int number = 0; number < places; number++) {
            if (memory.taken(number)) {
                batch.numbers[i++] = number;
            }
        }
        batch.gather(memory);
        return batch;
    }

    /// The first column of these rows.
    static float[] column(Rows rows) {
        float[] column = new float[rows.count()];
        for (int i = 0; i < column.length; i++) {
            column[i] = rows.at(i, 0);
        }
        return column;
    }
}
