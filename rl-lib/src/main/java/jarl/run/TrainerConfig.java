package jarl.run;

import static jarl.config.Checks.atLeast;
import static jarl.config.Checks.between;
import static jarl.config.Checks.greaterThan;
import static jarl.config.Checks.that;

import jarl.config.Default;
import jarl.config.Schedule;
import java.time.Duration;
import java.util.Optional;
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
        @Default("0") long keepEvery, // besides, the first checkpoint in each so many steps; 0: none
        @Default("true") boolean replayBest, // records the best episode of an evaluation that is better than all before
        @Default("0") double replayProbability, // with which any other episode of an evaluation is recorded
        @Default("{}") StopConfig stop) { // what ends a run before its steps are done

    public TrainerConfig {
        atLeast("num_steps", 1, (double) numSteps);
        atLeast("learning_rate", 0, learningRate);
        greaterThan("max_grad_norm", 0, maxGradNorm);
        atLeast("eval_every", 0, (double) evalEvery);
        atLeast("eval_episodes", 1, evalEpisodes);
        atLeast("save_every", 0, (double) saveEvery);
        atLeast("keep_last", 1, keepLast);
        between("replay_probability", 0, 1, replayProbability);
        atLeast("keep_every", 0, (double) keepEvery);
        boolean waitsForEvaluations = stop.evalReturn() != null || stop.noImprovement() != null;
        that("eval_every", evalEvery > 0 || !waitsForEvaluations,
                "above 0 where stop.eval_return or stop.no_improvement wait for evaluations", evalEvery);
    }

    /// What ends a run before its steps are done; nothing, by default. All but the minutes end it at the same step for
    /// the same seed.
    public record StopConfig(
            @Default("null") @Nullable Double meanReturn, // reached by the last 100 training episodes
            @Default("null") @Nullable Double evalReturn, // reached by an evaluation on the validation seeds
            @Default("null") @Nullable Integer noImprovement, // evaluations in a row without a better return
            @Default("null") @Nullable Double minutes) { // wall time since it was started or resumed

        public StopConfig {
            if (noImprovement != null) {
                atLeast("no_improvement", 1, noImprovement);
            }
            if (minutes != null) {
                greaterThan("minutes", 0, minutes);
            }
        }

        /// Why to stop now; empty where there is no reason.
        Optional<String> reason(TrainingRecord state, Duration elapsed) {
            if (meanReturn != null && state.reached(meanReturn)) {
                return Optional.of("the mean return of 100 episodes has reached " + meanReturn);
            }
            if (evalReturn != null && state.bestReturn >= evalReturn) {
                return Optional.of("an evaluation has reached " + evalReturn);
            }
            if (noImprovement != null && state.evaluationsInVain >= noImprovement) {
                return Optional.of(state.evaluationsInVain + " evaluations in a row were no better than the best");
            }
            if (minutes != null && elapsed.toMillis() >= minutes * 60_000) {
                return Optional.of("its " + minutes + " minutes are over");
            }
            return Optional.empty();
        }
    }
}
