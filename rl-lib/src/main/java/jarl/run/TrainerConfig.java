package jarl.run;

import static jarl.config.Checks.atLeast;
import static jarl.config.Checks.greaterThan;

import jarl.config.Default;
import jarl.config.Schedule;
import org.jspecify.annotations.Nullable;

/// How long a run trains, how fast it learns, and when it is looked at.
public record TrainerConfig(
        @Default("100000") long numSteps, // environment steps, all environments together
        @Default("3e-4") Schedule learningRate, // of the policy
        @Default("0.5") float maxGradNorm, // bound on the gradient's global norm; .inf: none
        @Default("10000") long evalEvery, // steps between two evaluations on the validation seeds; 0: never
        @Default("10") int evalEpisodes, // episodes of each of them
        @Default("25000") long saveEvery, // steps between two checkpoints; 0: only at the end
        @Default("3") int keepLast, // checkpoints kept beside the best one
        @Default("{}") StopConfig stop) { // what ends a run before its steps are done

    public TrainerConfig {
        atLeast("num_steps", 1, (double) numSteps);
        greaterThan("max_grad_norm", 0, maxGradNorm);
        atLeast("eval_every", 0, (double) evalEvery);
        atLeast("eval_episodes", 1, evalEpisodes);
        atLeast("save_every", 0, (double) saveEvery);
        atLeast("keep_last", 1, keepLast);
    }

    /// What ends a run before its steps are done; nothing, by default.
    public record StopConfig(
            @Default("null") @Nullable Double meanReturn, // mean of the last 100 training episodes
            @Default("null") @Nullable Double minutes) {} // wall time
}
