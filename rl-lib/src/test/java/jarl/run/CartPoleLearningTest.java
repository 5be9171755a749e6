package jarl.run;

import static org.assertj.core.api.Assertions.assertThat;

import jarl.config.Config;
import jarl.run.judge.Judgement;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// "Solved": a mean return of at least 475 over 20 greedy episodes on test seeds, by the checkpoint that was best on the
/// validation seeds.
@DisplayName("Learning CartPole")
class CartPoleLearningTest {
    private static final double SOLVED = 475;

    @TempDir
    Path outputs;

    private double testReturn(String recipe, int seed, String... more) {
        List<String> overrides = new ArrayList<>(List.of("experiment=cartpole_" + recipe, "seed=" + seed));
        overrides.addAll(List.of(more));
        Config config = Configs.experiment(Path.of("../configs"), overrides);
        Run run = Training.train(config, outputs, new TrainingListener() {});
        return Judgement.of(run, "best", 20, 0, true).evaluation().meanReturn();
    }

    @Test
    void isDoneByPpoWithinAHundredThousandStepsOnAtLeastFourOfFiveSeeds() {
        List<Double> returns = new ArrayList<>();
        for (int seed = 1; seed <= 5; seed++) {
            returns.add(testReturn("ppo", seed));
        }
        assertThat(returns.stream().filter(mean -> mean >= SOLVED)).as("mean returns %s", returns).hasSizeGreaterThanOrEqualTo(4);
    }

    @Test
    void isDoneByPpoOnTheTorchEngineAsWell() {
        assertThat(testReturn("ppo", 1, "engine=torch")).isGreaterThanOrEqualTo(SOLVED);
    }

    /// The whole of it, five seeds and more each: `./jarl study`.
    @ParameterizedTest
    @CsvSource({"reinforce, 1", "reinforce, 2", "grpo, 1", "grpo, 2", "dpo, 1", "dpo, 2"})
    void isDoneWithinTheStepsOfTheRecipe(String recipe, int seed) {
        assertThat(testReturn(recipe, seed)).isGreaterThanOrEqualTo(SOLVED);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void isDoneByA2cInAFifthOfTheStepsOfTheRecipe(int seed) {
        assertThat(testReturn("a2c", seed, "trainer.num_steps=100000")).isGreaterThanOrEqualTo(SOLVED);
    }
}
