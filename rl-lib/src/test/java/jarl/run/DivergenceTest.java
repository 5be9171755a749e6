package jarl.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jarl.algorithm.DivergedException;
import jarl.config.Config;
import jarl.env.Action;
import jarl.env.Environment;
import jarl.env.Environments;
import jarl.env.Step;
import jarl.run.checkpoint.Checkpoint;
import jarl.space.Space;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A run whose loss is not a number")
class DivergenceTest {
    @TempDir
    Path outputs;

    @BeforeAll
    static void registerWorlds() {
        Environments.register("bad-reward", () -> new Turning(true, Space.discrete(2)));
        Environments.register("bad-observation", () -> new Turning(false, Space.discrete(2)));
        Environments.register("bad-reward-of-a-push", () -> new Turning(true, Space.box(1, -1, 1)));
    }

    private Config config(String world, String... more) {
        List<String> overrides = new ArrayList<>(List.of(
                "environment=" + world, "seed=3", "environment.num_envs=2", "trainer.num_steps=2000",
                "trainer.eval_every=0", "trainer.save_every=128", "network.hidden=[8]"));
        overrides.addAll(List.of(more));
        return Configs.experiment(Path.of("../configs"), overrides);
    }

    private void assertStops(Config config, String... words) {
        assertThatThrownBy(() -> Training.train(config, outputs, new TrainingListener() {}))
                .isInstanceOf(DivergedException.class);
        Run run = new Runs(outputs).named("last");
        assertThat(run.state()).isEqualTo(RunState.ERROR);
        assertThat(run.record().error()).contains(words);
        Checkpoint last = run.checkpoints().last().orElseThrow();
        assertThat(last.isGood()).isTrue();
        for (float parameter : last.policy().parameters()) {
            assertThat(parameter).isFinite();
        }
    }

    /// Each of the two worlds turns bad in its 150th step: in the fifth iteration of 2 × 32.
    @ParameterizedTest
    @ValueSource(strings = {"java", "torch"})
    void saysWhichBatchAndWhichParameterWasFirst(String engine) {
        Config config = config("bad-reward", "engine=" + engine, "algorithm.n_steps=32", "algorithm.batch_size=32");
        assertStops(config, "Iteration 5 (from step 256)", "NaN on batch 1 of its update (32 rows)", "actor.0.weight",
                "the loss of its row");
    }

    @Test
    void saysWhereAnObservationIsNotFinite() {
        assertStops(config("bad-observation", "algorithm.n_steps=32", "algorithm.batch_size=64"),
                "Iteration 5", "Environment 0 gave an observation that is not finite: [NaN]");
    }

    @Test
    void saysSoByDqnToo() {
        assertStops(config("bad-reward", "algorithm=dqn", "algorithm.learning_starts=100", "algorithm.batch_size=16",
                "algorithm.buffer_size=1000"), "NaN on a batch (16 rows)", "0.weight");
    }

    @Test
    void saysSoBySacToo() {
        assertStops(config("bad-reward-of-a-push", "algorithm=sac", "algorithm.learning_starts=100",
                "algorithm.batch_size=16", "algorithm.buffer_size=1000"), "NaN on a batch (16 rows)", "0.weight");
    }

    /// Gives a reward or an observation that is no number, from its 150th step on.
    private static final class Turning implements Environment {
        private final boolean reward;
        private final Space actions;
        private int steps;

        Turning(boolean reward, Space actions) {
            this.reward = reward;
            this.actions = actions;
        }

        @Override
        public Space observationSpace() {
            return Space.box(1, -1, 1);
        }

        @Override
        public Space actionSpace() {
            return actions;
        }

        @Override
        public float[] reset(RandomGenerator random) {
            return new float[] {random.nextFloat()};
        }

        @Override
        public Step step(Action action) {
            boolean bad = ++steps >= 150;
            float value = bad ? Float.NaN : 0.5f;
            return steps % 20 == 0
                    ? Step.end(reward ? value : 1, reward ? 0 : value)
                    : Step.on(reward ? value : 1, reward ? 0 : value);
        }
    }
}
