package jarl.algorithm.grpo;

import static jarl.config.Checks.atLeast;
import static jarl.config.Checks.between;

import jarl.config.Default;
import jarl.config.Schedule;

/// How [Grpo] learns.
public record GrpoConfig(
        @Default("8") int groupSize, // G, episodes that begin alike; environment.num_envs is a multiple of it
        @Default("4") int nEpochs, // gradient steps on the episodes of an iteration, all of them each time
        @Default("0.2") Schedule clipRange, // ε: the policy ratio pays only within 1 ± ε
        @Default("token") Aggregate aggregate, // what the mean is taken over
        @Default("true") boolean normalizeStd, // divide by the group's deviation; false: Dr. GRPO
        @Default("false") boolean perStep, // judge each step by its reward to go, not by the whole episode's return
        @Default("1.0") float gamma, // γ, discount of the reward to go where per_step is true
        @Default("0.0") Schedule beta, // β, weight of the KL to the reference
        @Default("0") int referenceEvery) { // iterations after which the reference becomes the policy; 0: stays the first

    /// What the loss is the mean over.
    public enum Aggregate {
        /// All steps: a long episode weighs more than a short one.
        TOKEN,
        /// Episodes, each of them the mean over its steps.
        SEQUENCE
    }

    public GrpoConfig {
        atLeast("group_size", 2, groupSize); // one episode has nothing to be compared with
        atLeast("n_epochs", 1, nEpochs);
        between("clip_range", 0, 1, clipRange);
        between("gamma", 0, 1, gamma);
        atLeast("beta", 0, beta);
        atLeast("reference_every", 0, referenceEvery);
    }
}
