package jarl.run;

import jarl.env.VectorEnvironment;
import jarl.evaluation.Evaluation;
import jarl.evaluation.Evaluator;
import jarl.evaluation.Seeds;
import jarl.network.Engine;
import jarl.network.Engines;
import jarl.run.checkpoint.Checkpoint;
import jarl.run.checkpoint.Checkpoints;
import jarl.run.checkpoint.SavedPolicy;
import java.util.Optional;

/// What one checkpoint of a run got on the test seeds, which neither training nor the choice of the best checkpoint has
/// seen.
///
/// @param step of the checkpoint
public record Judgement(Run run, long step, Evaluation evaluation) {
    /// Judges a checkpoint on environments of its own, on the engine that trained it.
    ///
    /// @param checkpoint `best`, `last`, or a step
    /// @param episodes   at least 1, each with a seed of its own
    /// @param firstSeed  number of the first test seed, from 0
    /// @param greedy     true: the most probable action; false: actions are drawn
    /// @throws RunException                             if there is no such checkpoint
    /// @throws jarl.run.checkpoint.CheckpointException if it is damaged
    public static Judgement of(Run run, String checkpoint, int episodes, long firstSeed, boolean greedy) {
        if (episodes < 1) {
            throw new IllegalArgumentException("A policy is judged on at least 1 episode, not " + episodes);
        }
        Checkpoint chosen = choose(run, checkpoint);
        SavedPolicy saved = chosen.policy();
        EnvironmentConfig world = RunFiles.config(run).bind("environment", EnvironmentConfig.class);
        try (Engine engine = Engines.open(run.record().engine(), "cpu", 1);
                VectorEnvironment environment = world.raw(episodes)) {
            Evaluation evaluation = Evaluator.evaluate(
                    SavedPolicies.open(saved, engine), environment, Seeds.test(firstSeed, episodes), greedy);
            return new Judgement(run, chosen.step(), evaluation);
        }
    }

    /// The checkpoint that `best`, `last` or a step names; `best` is the last one where none was judged.
    ///
    /// @throws RunException if there is none
    public static Checkpoint choose(Run run, String name) {
        Checkpoints all = run.checkpoints();
        Optional<Checkpoint> chosen = switch (name) {
            case "best" -> all.best().map(Checkpoints.Best::checkpoint).or(all::last);
            case "last" -> all.last();
            default -> all.at(step(name));
        };
        return chosen.orElseThrow(() -> new RunException(run + " has no checkpoint \"" + name + "\"; there are those of"
                + " steps " + all.list().stream().map(Checkpoint::step).toList()));
    }

    private static long step(String name) {
        try {
            return Long.parseLong(name);
        } catch (NumberFormatException notAStep) {
            throw new IllegalArgumentException("A checkpoint is best, last or a step, not \"" + name + "\"");
        }
    }
}
