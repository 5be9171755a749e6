package jarl.experience;

import jarl.network.Rows;
import org.jspecify.annotations.Nullable;

/// Some steps of a [Rollout], gathered so that the i-th row of each array is the i-th step.
public final class Batch {
    private final Rollout rollout;
    private final Rows observationBuffer;
    private final Rows actionBuffer;
    private final boolean @Nullable [] masks;
    private final int choices;
    private final int[] steps;
    private final float[] logProbs;
    private final float[] values;
    private final float[] advantages;
    private final float[] valueTargets;
    private Rows observations;
    private Rows actions;
    private int size;

    Batch(Rollout rollout, int capacity, int choices) {
        this.rollout = rollout;
        this.choices = choices;
        observationBuffer = Rows.of(capacity, rollout.observations.width());
        actionBuffer = Rows.of(capacity, rollout.actions.width());
        masks = choices == 0 ? null : new boolean[capacity * choices];
        steps = new int[capacity];
        logProbs = new float[capacity];
        values = new float[capacity];
        advantages = new float[capacity];
        valueTargets = new float[capacity];
        observations = observationBuffer;
        actions = actionBuffer;
    }

    int capacity() {
        return observationBuffer.count();
    }

    Batch gather(int[] order, int from, int to) {
        size = to - from;
        observations = observationBuffer.first(size);
        actions = actionBuffer.first(size);
        for (int i = 0; i < size; i++) {
            int source = order[from + i];
            steps[i] = source;
            rollout.observations.copyRow(source, observations, i);
            rollout.actions.copyRow(source, actions, i);
            if (masks != null && rollout.masks != null) {
                System.arraycopy(rollout.masks, source * choices, masks, i * choices, choices);
            }
            logProbs[i] = rollout.logProbs[source];
            values[i] = rollout.values[source];
            advantages[i] = rollout.advantages[source];
            valueTargets[i] = rollout.valueTargets[source];
        }
        return this;
    }

    /// Scales the advantages to mean 0 and (unbiased) standard deviation 1.
    public void normalizeAdvantages() {
        Advantages.normalize(advantages, size);
    }

    /// How many steps.
    public int size() {
        return size;
    }

    /// Which step of its rollout the i-th is.
    public int step(int i) {
        return steps[i];
    }

    /// As the environment gave them; shape `[size, observationSpace.width()]`.
    public Rows observations() {
        return observations;
    }

    /// As the policy chose them; shape `[size, actionSpace.width()]`.
    public Rows actions() {
        return actions;
    }

    /// What was allowed; shape `[size × choices]`, or null where everything always is.
    public boolean @Nullable [] masks() {
        return masks;
    }

    /// log π_old(aᵢ|sᵢ), of the policy that collected it.
    public float logProb(int i) {
        return logProbs[i];
    }

    /// V_old(sᵢ), of the value function that collected it.
    public float value(int i) {
        return values[i];
    }

    /// Âᵢ.
    public float advantage(int i) {
        return advantages[i];
    }

    /// Rᵢ, what V(sᵢ) should have been.
    public float valueTarget(int i) {
        return valueTargets[i];
    }
}
