package jarl.algorithm.sac;

import static org.assertj.core.api.Assertions.assertThat;

import jarl.config.Config;
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
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("SAC in networks of 64")
class SacLearningTest {
    @TempDir
    Path outputs;

    /// A policy that does nothing, or anything, gets about −1200; one that swings up and holds about −150.
    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void swingsPendulumUpWithinSixThousandSteps(int seed) {
        Config config = Configs.experiment(
                Path.of("../configs"),
                List.of(
                        "experiment=pendulum_sac",
                        "seed=" + seed,
                        "engine=java",
                        "network.hidden=[64,64]",
                        "algorithm.batch_size=128",
                        "trainer.num_steps=6000",
                        "trainer.eval_every=1000"));
        Run run = Training.train(config, outputs, new TrainingListener() {});
        assertThat(Judgement.of(run, "best", 20, 0, true).evaluation().meanReturn()).isGreaterThan(-400);
    }
}
