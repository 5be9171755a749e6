package jarl.algorithm.dqn;

import static org.assertj.core.api.Assertions.assertThat;

import jarl.config.Config;
import jarl.evaluation.Evaluation;
import jarl.run.Configs;
import jarl.run.Run;
import jarl.run.Training;
import jarl.run.TrainingListener;
import jarl.run.judge.Judgement;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// "Solved": a mean return of at least 475 over 20 greedy episodes on test seeds, by the checkpoint that was best on the
/// validation seeds.
@DisplayName("With rl-zoo's recipe")
class DqnLearningTest {
    @TempDir
    Path outputs;

    /// Stops where nothing is left to learn, to save time.
    private static final TrainingListener UNTIL_PERFECT = new TrainingListener() {
        @Override
        public void evaluated(long step, Evaluation evaluation, boolean best) {
            if (evaluation.meanReturn() == 500) {
                Thread.currentThread().interrupt();
            }
        }
    };

    @ParameterizedTest(name = "{0} solves CartPole within 50 000 steps, seed {1}")
    @CsvSource({"dqn, 1", "double_dqn, 1"})
    void solvesCartPoleWithinFiftyThousandSteps(String rule, int seed) {
        Config config = Configs.experiment(
                Path.of("../configs"), List.of("experiment=cartpole_" + rule, "seed=" + seed, "engine=java"));
        Run run = Training.train(config, outputs, UNTIL_PERFECT);
        assertThat(run.record().steps()).isLessThan(50_256); // whole iterations of 256
        assertThat(Judgement.of(run, "best", 20, 0, true).evaluation().meanReturn()).isGreaterThanOrEqualTo(475);
    }
}
