package jarl.algorithm.dqn;

import jarl.experience.ReplayBatch;
import jarl.experience.ReplayMemory;
import jarl.network.Encoding;
import jarl.network.Network;
import jarl.network.Rows;
import java.util.random.RandomGenerator;

/// A batch of remembered steps, and what the target network says of what came after them.
final class Foresight {
    final ReplayBatch batch;

    /// Q⁻(s′, ·) of each step.
    final Rows judged;

    private final ReplayMemory memory;
    private final RandomGenerator random;
    private final Network target;
    private final Encoding encoding;

    Foresight(ReplayBatch batch, ReplayMemory memory, RandomGenerator random, Network target, Encoding encoding) {
        this.batch = batch;
        this.memory = memory;
        this.random = random;
        this.target = target;
        this.encoding = encoding;
        judged = Rows.of(batch.size(), target.outputs());
    }

    /// Draws steps and asks the target network.
    void take() {
        memory.sample(batch, random);
        target.infer(encoding.encode(batch.nextObservations()), judged);
    }
}
