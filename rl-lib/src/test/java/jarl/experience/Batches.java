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

    /// Episodes with these rewards.
    ///
    /// @param rewards   of each step, one array an episode
    /// @param groupSize episodes that have begun alike
    public static Trajectories episodes(float[][] rewards, int groupSize) {
        int size = 0;
        for (float[] episode : rewards) {
            size += episode.length;
        }
        var steps = new Rollout(size, 1, 1, 1, 0);
        int[] ends = new int[rewards.length];
        int[] groups = new int[rewards.length];
        int at = 0;
        for (int k = 0; k < rewards.length; k++) {
            System.arraycopy(rewards[k], 0, steps.rewards, at, rewards[k].length);
            at += rewards[k].length;
            steps.terminated[at - 1] = true;
            ends[k] = at;
            groups[k] = k / groupSize;
        }
        return new Trajectories(steps, ends, groups);
    }

    /// Steps with these observations; each did action 0.
    public static Rollout rollout(float[][] observations) {
        var rollout = new Rollout(observations.length, 1, observations[0].length, 1, 0);
        for (int i = 0; i < observations.length; i++) {
            System.arraycopy(
                    observations[i], 0, rollout.observations.data(), i * observations[i].length, observations[i].length);
        }
        return rollout;
    }
}
