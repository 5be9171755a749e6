package jarl.studio.notebook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jarl.run.Configs;
import jarl.run.Run;
import jarl.run.Training;
import jarl.run.TrainingListener;
import jarl.run.judge.PolicyProbe;
import jarl.studio.plot.Figure;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A policy")
class PolicyFiguresTest {
    @TempDir
    Path outputs;

    private Run trained(String... overrides) {
        List<String> all = Stream.concat(Stream.of("trainer.eval_every=0", "trainer.num_steps=300", "seed=3"),
                Stream.of(overrides)).toList();
        return Training.train(Configs.experiment(Path.of("../configs"), all), outputs, null, new TrainingListener() {});
    }

    private static JsonNode json(Figure figure) throws IOException {
        return new ObjectMapper().readTree(figure.json());
    }

    @Test
    void thatChoosesIsMappedByTheProbabilityOfItsSecondChoice() throws IOException {
        Run run = trained("algorithm=ppo", "algorithm.n_steps=32", "environment=cartpole");

        JsonNode map = json(PolicyFigures.policyMap(run, 2, 3)).at("/data/0");

        assertThat(map.get("type").textValue()).isEqualTo("heatmap");
        assertThat(map.at("/colorbar/title/text").textValue()).startsWith("probability of ");
        assertThat(map.get("z")).hasSize(60).allSatisfy(row -> assertThat(row).hasSize(60)
                .allSatisfy(p -> assertThat(p.doubleValue()).isBetween(0.0, 1.0)));
        try (var policy = PolicyProbe.of(run, "best")) {
            double[] probabilities = policy.probabilities(0, 0, 0.1, 0);
            assertThat(Arrays.stream(probabilities).sum()).isCloseTo(1, within(1e-6));
            assertThat(policy.action(0, 0, 0.1, 0)[0]).isEqualTo(probabilities[1] > probabilities[0] ? 1 : 0);
            assertThatThrownBy(() -> policy.value(1, 2)).hasMessageContaining("has 4 numbers, not 2");
        }
    }

    @Test
    void isMappedByWhatItExpectsWhereItExpectsAnything() throws IOException {
        Run critic = trained("algorithm=ppo", "algorithm.n_steps=32", "environment=cartpole");
        Run valuer = trained("algorithm=dqn", "environment=cartpole", "environment.num_envs=1");
        Run none = trained("algorithm=grpo", "environment=cartpole");

        for (Run run : List.of(critic, valuer)) {
            assertThat(json(PolicyFigures.valueMap(run, 0, 2)).at("/data/0/z/0")).hasSize(60);
        }
        assertThatThrownBy(() -> PolicyFigures.valueMap(none, 0, 2)).hasMessageContaining("has no value function");
    }

    @Test
    void showsWhereItGoesAndWhatItDoes() throws IOException {
        Run choices = trained("algorithm=ppo", "algorithm.n_steps=32", "environment=cartpole");
        Run numbers = trained("algorithm=ppo", "algorithm.n_steps=32", "environment=pendulum");

        JsonNode paths = json(PolicyFigures.trajectories(choices, 3, 2, 3));
        assertThat(paths.get("data").findValuesAsText("name")).contains("episode 1", "episode 2", "episode 3");
        assertThat(paths.at("/layout/xaxis/title/text").textValue()).isEqualTo("observation 2");
        JsonNode shares = json(PolicyFigures.actions(choices, 3)).at("/data/0/y");
        assertThat(shares.get(0).doubleValue() + shares.get(1).doubleValue()).isCloseTo(1, within(1e-6));
        double counted = 0;
        for (JsonNode count : json(PolicyFigures.actions(numbers, 2)).at("/data/0/y")) {
            counted += count.doubleValue();
        }
        assertThat(counted).isEqualTo(2 * 200); // two episodes of two hundred steps
        assertThatThrownBy(() -> PolicyFigures.trajectories(choices, 1, 2, 4)).hasMessageContaining("parts 0 to 3, not 4");
    }
}
