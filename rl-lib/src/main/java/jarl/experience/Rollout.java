package jarl.experience;

import jarl.network.Rows;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// The steps that one policy has taken in several environments, `t` outermost: step `t` of environment `e` stands at
/// `t × environments + e`. Made once and overwritten by each collection.
public final class Rollout {
    final int environments;
    final int size;
    final Rows observations;
    final Rows actions;
    final boolean @Nullable [] masks;
    final float[] logProbs;
    final float[] values;
    final float[] nextValues;
    final float[] rewards;
    final boolean[] terminated;
    final boolean[] truncated;
    final float[] advantages;
    final float[] valueTargets;
    final int choices;
    private final int[] order;
    private @Nullable Batch batch;

    /// @param steps   steps taken in each environment
    /// @param choices width of an action mask, 0 where there is none
    public Rollout(int steps, int environments, int observationWidth, int actionWidth, int choices) {
        this.environments = environments;
        this.choices = choices;
        size = Math.multiplyExact(steps, environments);
        observations = Rows.of(size, observationWidth);
        actions = Rows.of(size, actionWidth);
        masks = choices == 0 ? null : new boolean[size * choices];
        logProbs = new float[size];
        values = new float[size];
        nextValues = new float[size];
        rewards = new float[size];
        terminated = new boolean[size];
        truncated = new boolean[size];
        advantages = new float[size];
        valueTargets = new float[size];
        order = new int[size];
    }

    /// An empty one of the same widths.
    Rollout like(int steps, int environments) {
        return new Rollout(steps, environments, observations.width(), actions.width(), choices);
    }

    /// These steps in a rollout with room for more.
    Rollout grown(int steps) {
        Rollout grown = like(steps, environments);
        for (int i = 0; i < size; i++) {
            grown.copy(i, this, i);
        }
        return grown;
    }

    /// Takes over what was recorded of another rollout's step.
    void copy(int i, Rollout from, int source) {
        from.observations.copyRow(source, observations, i);
        from.actions.copyRow(source, actions, i);
        if (masks != null && from.masks != null) {
            System.arraycopy(from.masks, source * choices, masks, i * choices, choices);
        }
        logProbs[i] = from.logProbs[source];
        values[i] = from.values[source];
        nextValues[i] = from.nextValues[source];
        rewards[i] = from.rewards[source];
        terminated[i] = from.terminated[source];
        truncated[i] = from.truncated[source];
    }

    /// Whether a clock, and not the world, ended the episode with this step.
    boolean isCut(int i) {
        return truncated[i] && !terminated[i];
    }

    /// Steps in all environments together.
    public int size() {
        return size;
    }

    /// Reward of a step.
    public float reward(int i) {
        return rewards[i];
    }

    /// log π_old(aᵢ|sᵢ), of the policy that collected the step.
    public float logProb(int i) {
        return logProbs[i];
    }

    /// Takes these for the log-probabilities of the policy that collected them, or that they are compared with; shape
    /// `[size]`.
    public void logProbs(float[] of) {
        System.arraycopy(of, 0, logProbs, 0, size);
    }

    /// Âᵢ.
    public float advantage(int i) {
        return advantages[i];
    }

    /// Sets Âᵢ, for a rule that reckons it in a way of its own.
    public void advantage(int i, float estimate) {
        advantages[i] = estimate;
    }

    /// Reckons Â by [Advantages#generalized] and the targets R = Â + V of the value function.
    public void estimateAdvantages(float discount, float lambda) {
        Advantages.generalized(
                rewards, values, nextValues, terminated, truncated, environments, discount, lambda, advantages);
        for (int i = 0; i < size; i++) {
            valueTargets[i] = advantages[i] + values[i];
        }
    }

    /// Scales the advantages of all steps to mean 0 and (unbiased) standard deviation 1.
    public void normalizeAdvantages() {
        Advantages.normalize(advantages, size);
    }

    /// All steps once, shuffled, in batches of `batchSize`; the last one holds what is left, and is left out where
    /// that is a single step (one step has no spread to normalise by).
    ///
    /// The batches share their memory: use one before asking for the next.
    public Iterable<Batch> minibatches(int batchSize, RandomGenerator random) {
        number();
        shuffle(random);
        return batches(order, size, batchSize, 2);
    }

    /// All steps once, in their order, in batches of `batchSize`; the last one holds what is left. For one gradient
    /// over all of them: smaller pieces stay in the processor's cache.
    ///
    /// The batches share their memory: use one before asking for the next.
    public Iterable<Batch> inOrder(int batchSize) {
        number();
        return batches(order, size, batchSize, 1);
    }

    /// These steps in this order, in batches of `batchSize`; the last one holds what is left.
    ///
    /// The batches share their memory: use one before asking for the next.
    public Iterable<Batch> inOrder(int[] steps, int batchSize) {
        return batches(steps, steps.length, batchSize, 1);
    }

    private Iterable<Batch> batches(int[] steps, int count, int batchSize, int least) {
        List<int[]> bounds = new ArrayList<>();
        for (int from = 0; from < count; from += batchSize) {
            int to = Math.min(from + batchSize, count);
            if (to - from >= least) {
                bounds.add(new int[] {from, to});
            }
        }
        Batch shared = batchOf(Math.min(batchSize, size));
        return () -> bounds.stream().map(b -> shared.gather(steps, b[0], b[1])).iterator();
    }

    private Batch batchOf(int capacity) {
        if (batch == null || batch.capacity() != capacity) {
            batch = new Batch(this, capacity, choices);
        }
        return batch;
    }

    private void number() {
        for (int i = 0; i < size; i++) {
            order[i] = i;
        }
    }

    private void shuffle(RandomGenerator random) {
        for (int i = size - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int kept = order[i];
            order[i] = order[j];
            order[j] = kept;
        }
    }

    /// How much of the targets' variance the values explain: 1 all, 0 none, below 0 worse than their mean. NaN where
    /// the targets do not vary.
    public double explainedVariance() {
        double targetMean = 0;
        double errorMean = 0;
        for (int i = 0; i < size; i++) {
            targetMean += valueTargets[i];
            errorMean += valueTargets[i] - values[i];
        }
        targetMean /= size;
        errorMean /= size;
        double targetVariance = 0;
        double errorVariance = 0;
        for (int i = 0; i < size; i++) {
            targetVariance += square(valueTargets[i] - targetMean);
            errorVariance += square(valueTargets[i] - values[i] - errorMean);
        }
        return targetVariance == 0 ? Double.NaN : 1 - errorVariance / targetVariance;
    }

    private static double square(double x) {
        return x * x;
    }
}
