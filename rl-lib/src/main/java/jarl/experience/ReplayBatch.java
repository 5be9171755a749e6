package jarl.experience;

import jarl.network.Rows;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Steps drawn from a [ReplayMemory], each with what followed over the next n steps: the i-th row of each array is the
/// i-th of them. Made once and filled anew by each [ReplayMemory#sample].
public final class ReplayBatch {
    final int[] numbers;
    final float[] importance;
    private final int nSteps;
    private final float gamma;
    private final Rows observations;
    private final Rows actions;
    private final Rows nextObservations;
    private final boolean @Nullable [] nextMasks;
    private final float[] returns;
    private final float[] discounts;

    /// An empty batch for the steps of this memory.
    ///
    /// @param size   steps
    /// @param nSteps how many rewards count before the value of what comes after, at least 1
    /// @param gamma  γ, discount per step
    public ReplayBatch(ReplayMemory memory, int size, int nSteps, float gamma) {
        this.nSteps = nSteps;
        this.gamma = gamma;
        numbers = new int[size];
        importance = new float[size];
        observations = Rows.of(size, memory.observations.width());
        actions = Rows.of(size, memory.actions.width());
        nextObservations = Rows.of(size, memory.observations.width());
        nextMasks = memory.masks == null ? null : new boolean[size * memory.choices()];
        returns = new float[size];
        discounts = new float[size];
    }

    /// Gathers the steps at [#numbers].
    void gather(ReplayMemory memory) {
        Arrays.fill(importance, 1);
        for (int i = 0; i < numbers.length; i++) {
            memory.observations.copyRow(numbers[i], observations, i);
            memory.actions.copyRow(numbers[i], actions, i);
            int next = follow(memory, i);
            memory.observations.copyRow(next, nextObservations, i);
            if (nextMasks != null && memory.masks != null) {
                int choices = memory.choices();
                System.arraycopy(memory.masks, next * choices, nextMasks, i * choices, choices);
            }
        }
    }

    /// Sums the rewards of the next n steps, or of fewer where the episode or the memory ends before.
    ///
    /// @return where the observation after the last of them stands
    private int follow(ReplayMemory memory, int i) {
        int number = numbers[i];
        float sum = 0;
        float discount = 1;
        byte outcome = ReplayMemory.WENT_ON;
        for (int k = 0; k < nSteps && outcome == ReplayMemory.WENT_ON && memory.taken(number); k++) {
            sum += discount * memory.rewards[number];
            discount *= gamma;
            outcome = memory.outcomes[number];
            number = memory.after(number);
        }
        returns[i] = sum;
        discounts[i] = outcome == ReplayMemory.TERMINATED ? 0 : discount;
        return number;
    }

    /// How many steps.
    public int size() {
        return numbers.length;
    }

    /// As the environment gave them; shape `[size, observationSpace.width()]`.
    public Rows observations() {
        return observations;
    }

    /// As the agent chose them; shape `[size, actionSpace.width()]`.
    public Rows actions() {
        return actions;
    }

    /// What was observed n steps later, or when the episode ended; same shape as [#observations()].
    public Rows nextObservations() {
        return nextObservations;
    }

    /// What was allowed then; shape `[size × choices]`, or null where everything always is. After an episode's end
    /// everything is.
    public boolean @Nullable [] nextMasks() {
        return nextMasks;
    }

    /// Rewards of the n steps, rₜ + γrₜ₊₁ + … ; shape `[size]`.
    public float[] returns() {
        return returns;
    }

    /// What the value of [#nextObservations()] counts: γⁿ, with a smaller exponent where fewer steps followed, and 0
    /// after a terminated step; shape `[size]`.
    public float[] discounts() {
        return discounts;
    }

    /// What the i-th step counts in the loss: 1 where all steps were drawn alike.
    public float importance(int i) {
        return importance[i];
    }
}
