package jarl.run;

import static org.assertj.core.api.Assertions.assertThat;

import jarl.config.Config;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// "Solved": a mean return of at least 475 over 20 greedy episodes on test seeds, by the checkpoint that was best on the
/// validation seeds.
@DisplayName("PPO with rl-zoo's recipe")
class CartPoleLearningTest {
    private static final double SOLVED = 475;

    @TempDir
    Path outputs;

    private double testReturn(int seed, String engine) {
        Config config = Configs.experiment(
                Path.of("../configs"), List.of("experiment=cartpole_ppo", "seed=" + seed, "engine=" + engine));
        Run run = Training.train(config, outputs, new TrainingListener() {});
        return Judgement.of(run, "best", 20, 0, true).evaluation().meanReturn();
    }

    @Test
    void solvesCartPoleWithinAHundredThousandStepsOnAtLeastFourOfFiveSeeds() {
        List<Double> returns = new ArrayList<>();
        for (int seed = 1; seed <= 5; seed++) {
            returns.add(testReturn(seed, "java"));
        }
        assertThat(returns.stream().filter(mean -> mean >= SOLVED)).as("mean returns %s", returns).hasSizeGreaterThanOrEqualTo(4);
    }

    @Test
    void solvesCartPoleOnTheTorchEngineAsWell() {
        assertThat(testReturn(1, "torch")).isGreaterThanOrEqualTo(SOLVED);
    }
}
