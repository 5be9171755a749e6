package jarl.run;

import static org.assertj.core.api.Assertions.assertThat;

import jarl.env.Action;
import jarl.env.Environment;
import jarl.env.Environments;
import jarl.env.Step;
import jarl.run.judge.Judgement;
import jarl.space.Space;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// A world of one step, where the fitting action is known for each of its two observations.
@DisplayName("A rule learns the fitting action")
class EveryActionSpaceTest {
    private static final Map<String, Space> SPACES = Map.of(
            "choice", Space.discrete(3),
            "masked", Space.discrete(3),
            "choices", Space.multiDiscrete(2, 3),
            "numbers", Space.box(2, -1, 1));

    private static final Map<String, List<String>> RULES = Map.of(
            "ppo", List.of("algorithm.n_steps=16", "algorithm.batch_size=32"),
            "a2c", List.of(),
            "reinforce", List.of("algorithm.n_episodes=16"),
            "grpo", List.of(),
            "dpo", List.of("algorithm.group_size=8"));

    @TempDir
    Path outputs;

    static Stream<Arguments> rulesAndSpaces() {
        return RULES.keySet().stream()
                .sorted()
                .flatMap(rule -> SPACES.keySet().stream().sorted().map(space -> Arguments.of(rule, space)));
    }

    private record Fitting(Space actionSpace, boolean masks, int[] shown) implements Environment {
        @Override
        public Space observationSpace() {
            return Space.discrete(2);
        }

        @Override
        public float[] reset(RandomGenerator random) {
            shown[0] = random.nextInt(2);
            return new float[] {shown[0]};
        }

        @Override
        public boolean @Nullable [] actionMask() {
            return masks ? new boolean[] {true, true, false} : null;
        }

        @Override
        public Step step(Action action) {
            return Step.end(reward(action), 0);
        }

        private double reward(Action action) {
            if (masks && action.choice() == 2) {
                throw new IllegalStateException("A forbidden action was taken");
            }
            if (actionSpace.equals(SPACES.get("choice"))) {
                return action.choice() == shown[0] ? 1 : 0;
            }
            if (actionSpace.equals(SPACES.get("choices"))) {
                return (action.choice(0) == shown[0] ? 0.5 : 0) + (action.choice(1) == 2 - shown[0] ? 0.5 : 0);
            }
            double off = action.value(0) - (shown[0] - 0.5);
            return 1 - off * off - action.value(1) * action.value(1);
        }
    }

    @ParameterizedTest
    @MethodSource("rulesAndSpaces")
    void inEverySpace(String rule, String space) {
        Environments.register(
                "fitting", () -> new Fitting(SPACES.get(space), space.equals("masked"), new int[1]));
        List<String> overrides = Stream.concat(
                        Stream.of(
                                "algorithm=" + rule,
                                "environment=fitting",
                                "environment.num_envs=8",
                                "engine=java",
                                "seed=1",
                                "network.hidden=[16]",
                                "trainer.num_steps=6000",
                                "trainer.learning_rate=0.01",
                                "trainer.eval_every=0",
                                "trainer.save_every=0",
                                "logger=disabled"),
                        RULES.get(rule).stream())
                .toList();
        Run run = Training.train(
                Configs.experiment(Path.of("../configs"), overrides), outputs, new TrainingListener() {});
        assertThat(Judgement.of(run, "last", 20, 0, true).evaluation().meanReturn()).isGreaterThan(0.95);
    }
}
