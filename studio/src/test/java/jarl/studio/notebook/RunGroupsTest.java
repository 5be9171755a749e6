package jarl.studio.notebook;

import static org.assertj.core.api.Assertions.assertThat;

import jarl.run.Configs;
import jarl.run.Run;
import jarl.run.Training;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Groups of runs")
class RunGroupsTest {
    @TempDir
    Path outputs;

    private Run run(String... overrides) {
        return Training.queue(Configs.experiment(Path.of("../configs"), List.of(overrides)), outputs, null);
    }

    @Test
    void holdSeedsTogetherAndAreNamedByWhatElseDiffers() {
        Run slow1 = run("trainer.learning_rate=0.001", "network.hidden=[8,8]", "seed=1");
        Run slow2 = run("trainer.learning_rate=0.001", "network.hidden=[8,8]", "seed=2", "threads=2", "logger=csv");
        Run fast1 = run("trainer.learning_rate=0.003", "network.hidden=[8,8]", "seed=1");
        Run wide1 = run("trainer.learning_rate=0.003", "network.hidden=[64,64]", "seed=1");

        assertThat(RunGroups.of(List.of(slow1, fast1, slow2))).containsExactly(
                Map.entry("learning_rate=0.001", List.of(slow1, slow2)),
                Map.entry("learning_rate=0.003", List.of(fast1)));
        assertThat(RunGroups.of(List.of(slow1, fast1, wide1)).keySet()).containsExactly(
                "hidden=[8,8], learning_rate=0.001", "hidden=[8,8], learning_rate=0.003", "hidden=[64,64]");
    }

    @Test
    void ofSeveralRulesAreNamedByTheRuleAlone() {
        Run ppo = run("experiment=cartpole_ppo");
        Run dqn = run("experiment=cartpole_dqn");

        assertThat(RunGroups.of(List.of(ppo, dqn)).keySet()).containsExactly("ppo", "dqn");
    }

    @Test
    void sayRuleAndWorldWhereNothingDiffers() {
        Run first = run("seed=1");
        Run second = run("seed=2");

        assertThat(RunGroups.of(List.of(first)).keySet()).containsExactly("ppo on CartPole-v1, seed 1");
        assertThat(RunGroups.of(List.of(first, second)).keySet()).containsExactly("ppo on CartPole-v1");
    }

    @Test
    void keepRunsOfTheSameSeedApartByTheirIds() {
        Run once = run("seed=1");
        Run again = run("seed=1");

        assertThat(RunGroups.of(List.of(once, again)).keySet()).containsExactly(
                "ppo on CartPole-v1 (" + once.id() + ")", "ppo on CartPole-v1 (" + again.id() + ")");
    }
}
