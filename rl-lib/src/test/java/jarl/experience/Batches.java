package jarl.experience;

import jarl.network.Rows;

/// Batches for tests, from their numbers.
public final class Batches {
    private Batches() {}

    public static Batch of(
            Rows observations, Rows actions, float[] logProbs, float[] values, float[] advantages, float[] valueTargets) {
        int size = observations.count();
        var rollout = new Rollout(1, size, observations.width(), actions.width(), 0);
        System.arraycopy(observations.data(), 0, rollout.observations.data(), 0, size * observations.width());
        System.arraycopy(actions.data(), 0, rollout.actions.data(), 0, size * actions.width());
        System.arraycopy(logProbs, 0, rollout.logProbs, 0, size);
        System.arraycopy(values, 0, rollout.values, 0, size);
        System.arraycopy(advantages, 0, rollout.advantages, 0, size);
        System.arraycopy(valueTargets, 0, rollout.valueTargets, 0, size);
        int[] order = java.util.stream.IntStream.range(0, size).toArray();
        return new Batch(rollout, size, 0).gather(order, 0, size);
    }
}
