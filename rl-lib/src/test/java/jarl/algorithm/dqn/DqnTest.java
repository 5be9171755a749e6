package jarl.algorithm.dqn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import jarl.References;
import jarl.algorithm.Iteration;
import jarl.algorithm.LearnerSetup;
import jarl.algorithm.NetworkConfig;
import jarl.config.Composer;
import jarl.config.Schedule;
import jarl.env.Action;
import jarl.env.Environments;
import jarl.env.NumpyRandom;
import jarl.env.Step;
import jarl.env.VectorEnvironment;
import jarl.env.Vectorized;
import jarl.env.Wrapper;
import jarl.experience.ReplayBatch;
import jarl.experience.ReplayBatches;
import jarl.experience.ScriptedWorld;
import jarl.experience.TrainingInterrupted;
import jarl.network.Engine;
import jarl.network.Engines;
import jarl.network.Outputs;
import jarl.network.Rows;
import jarl.network.Values;
import jarl.network.Weights;
import jarl.run.checkpoint.State;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("DQN")
class DqnTest {
    private static final String SMALL = "buffer_size: 500, learning_starts: 100, batch_size: 64, train_freq: 8,"
            + " gradient_steps: 2, target_update_interval: 40, exploration_fraction: 0.5";
    private static final String ALL = SMALL + ", double: true, dueling: true, n_step: 3, prioritized: true";

    static Iterable<JsonNode> references() {
        return References.read("rl_math.json").get("dqn").get("cases");
    }

    private static ReplayBatch batch(JsonNode reference) {
        float[] discounts = References.floats(reference.get("dones"));
        for (int i = 0; i < discounts.length; i++) {
            discounts[i] = (1 - discounts[i]) * (float) reference.get("gamma").asDouble();
        }
        return ReplayBatches.of(
                References.floats(reference.get("actions")), References.floats(reference.get("rewards")), discounts);
    }

    private static float[] targets(JsonNode reference, boolean twice) {
        ReplayBatch batch = batch(reference);
        Rows judging = References.rows(reference.get("q_next_target"));
        Rows choosing = twice ? References.rows(reference.get("q_next_online")) : judging;
        int n = batch.size();
        float[] targets = new float[n];
        Dqn.targets(batch, new Values(0, judging.width()), choosing, judging, Rows.of(n, 1), new Outputs(n), targets);
        return targets;
    }

    @ParameterizedTest
    @MethodSource("references")
    void aimsAtTheTargetsOfStableBaselines3(JsonNode reference) {
        assertThat(targets(reference, false)).usingComparatorWithPrecision(1e-5f)
                .containsExactly(References.floats(reference.get("td_target")));
        assertThat(targets(reference, true)).usingComparatorWithPrecision(1e-5f)
                .containsExactly(References.floats(reference.get("double_td_target")));
    }

    /// The gradient of PyTorch's `smooth_l1_loss`, by its autograd.
    @ParameterizedTest
    @MethodSource("references")
    void putsTheGradientOfTheHuberLossOnTheValuesOfTheActionsTaken(JsonNode reference) {
        ReplayBatch batch = batch(reference);
        Rows q = References.rows(reference.get("q"));
        var head = new Values(0, q.width());
        var now = new Outputs(batch.size());
        var weights = new Weights(batch.size());
        float[] tdErrors = new float[batch.size()];
        head.read(q, null, batch.actions(), now);
        Dqn.weigh(batch, now, targets(reference, false), tdErrors, weights);
        Rows dy = Rows.of(q.count(), q.width());
        head.pull(q, null, batch.actions(), weights, dy);

        assertThat(dy.data()).usingComparatorWithPrecision(1e-6f)
                .containsExactly(References.floats(reference.get("grad_q_huber")));
        assertThat(loss(now, tdErrors)).isCloseTo(reference.get("huber_loss").asDouble(), within(1e-5));
        Dqn.weigh(batch, now, targets(reference, true), tdErrors, weights);
        assertThat(loss(now, tdErrors)).isCloseTo(reference.get("double_huber_loss").asDouble(), within(1e-5));
    }

    private static double loss(Outputs now, float[] tdErrors) {
        var measures = new DqnMeasures();
        measures.note(now, tdErrors);
        return measures.end(1, 1).get("loss");
    }

    @Test
    void letsEpsilonFallAsStableBaselines3Does() {
        JsonNode schedules = References.read("rl_math.json").get("schedules");
        float[] remaining = References.floats(schedules.get("progress_remaining"));
        for (JsonNode reference : schedules.get("linear")) {
            DqnConfig config = config("exploration_initial_eps: " + reference.get("start") + ", exploration_final_eps: "
                    + reference.get("end") + ", exploration_fraction: " + reference.get("end_fraction"));
            float[] values = References.floats(reference.get("values"));
            for (int i = 0; i < remaining.length; i++) {
                assertThat((float) config.epsilon(1 - remaining[i])).isCloseTo(values[i], within(1e-6f));
            }
        }
    }

    /// Its fraction of the run is CleanRL's duration in steps.
    @Test
    void letsEpsilonFallAsCleanRlDoes() {
        JsonNode reference = References.read("rl_math.json").get("cleanrl_linear_eps");
        DqnConfig config = config("exploration_initial_eps: " + reference.get("start") + ", exploration_final_eps: "
                + reference.get("end") + ", exploration_fraction: 0.5");
        double run = 2 * reference.get("duration").asDouble();
        float[] steps = References.floats(reference.get("t"));
        float[] values = References.floats(reference.get("values"));
        for (int i = 0; i < steps.length; i++) {
            assertThat((float) config.epsilon(steps[i] / run)).isCloseTo(values[i], within(1e-6f));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"train_freq: 8, gradient_steps: 2", "train_freq: 32, gradient_steps: 1"})
    void letsEpsilonFallWithTheStepsOfTheWorldsHoweverOftenItLearns(String cadence) {
        DqnConfig config = config("learning_starts: 100, exploration_fraction: 0.5, " + cadence);
        try (Engine engine = Engines.open("java", "cpu", 1);
                Dqn dqn = new Dqn(config, setup(engine, 7))) {
            Iteration second = dqn.iterations().limit(2).toList().getLast();
            assertThat(second.environmentSteps()).isEqualTo(512);
            // the last two of 2000 steps were taken together, after 510
            assertThat(second.measures().get("epsilon")).isEqualTo(config.epsilon(510 / 2000.0));
        }
    }

    private static DqnConfig config(String options) {
        return Composer.overFiles(Map.of("config.yaml", "algorithm: {" + options + "}\n"))
                .compose("config", List.of())
                .bind("algorithm", DqnConfig.class);
    }

    private static LearnerSetup setup(Engine engine, long seed, VectorEnvironment environment) {
        return new LearnerSetup(
                environment,
                engine,
                new NetworkConfig(List.of(64, 64), null, false),
                new Schedule.Constant(1e-3),
                10,
                2000,
                NumpyRandom.seeded(seed));
    }

    private static LearnerSetup setup(Engine engine, long seed) {
        return setup(engine, seed, cartPoles(-1));
    }

    /// Two of them; the thread is interrupted at the `at`-th step of both together.
    private static VectorEnvironment cartPoles(int at) {
        int[] steps = {0};
        var environment = new Vectorized(
                () -> new Wrapper(Environments.make("CartPole-v1", Map.of())) {
                    @Override
                    public Step step(Action action) {
                        if (++steps[0] == at) {
                            Thread.currentThread().interrupt();
                        }
                        return super.step(action);
                    }
                },
                2);
        environment.reset(new long[] {1, 2});
        return environment;
    }

    private static float[] parameters(Dqn dqn) {
        float[] parameters = new float[dqn.policy().network().layout().size()];
        dqn.policy().network().parameters(parameters);
        return parameters;
    }

    @ParameterizedTest
    @CsvSource({"java, 1", "java, 2", "torch, 1"})
    void goesOnFromASavedStateWithTheSameBits(String name, int threads) {
        try (Engine engine = Engines.open(name, "cpu", threads);
                Dqn first = new Dqn(config(ALL), setup(engine, 7));
                Dqn second = new Dqn(config(ALL), setup(engine, 8))) {
            first.iterations().limit(3).forEach(iteration -> {});
            second.load(State.of(first).reader());
            for (int i = 0; i < 3; i++) {
                assertThat(second.iterate()).isEqualTo(first.iterate());
            }
            assertThat(parameters(second)).isEqualTo(parameters(first));
        }
    }

    /// 700 of 2 × 128 × 4 steps: in the third iteration, on the way between two rounds of learning.
    @ParameterizedTest
    @ValueSource(ints = {1, 511, 512, 700})
    void interruptedAtAnyStepGoesOnWithTheSameBits(int at) {
        try (Engine engine = Engines.open("java", "cpu", 1);
                Dqn whole = new Dqn(config(ALL), setup(engine, 7));
                Dqn cut = new Dqn(config(ALL), setup(engine, 7, cartPoles(at)));
                Dqn resumed = new Dqn(config(ALL), setup(engine, 8))) {
            List<Iteration> lived = new ArrayList<>();
            assertThatThrownBy(() -> cut.iterations().forEach(lived::add)).isInstanceOf(TrainingInterrupted.class);
            assertThat(Thread.interrupted()).isTrue();
            resumed.load(State.of(cut).reader());
            resumed.iterations().limit(4 - lived.size()).forEach(lived::add);
            assertThat(lived).isEqualTo(whole.iterations().limit(4).toList());
            assertThat(parameters(resumed)).isEqualTo(parameters(whole));
        }
    }

    @Test
    void learnsTheSameOnAnyNumberOfThreadsAndOtherwiseForAnotherSeed() {
        try (Engine engine = Engines.open("java", "cpu", 1);
                Engine two = Engines.open("java", "cpu", 2);
                Dqn one = new Dqn(config(ALL), setup(engine, 7));
                Dqn same = new Dqn(config(ALL), setup(two, 7));
                Dqn other = new Dqn(config(ALL), setup(engine, 8))) {
            List<Iteration> expected = one.iterations().limit(3).toList();
            assertThat(same.iterations().limit(3)).isEqualTo(expected);
            assertThat(other.iterations().limit(3)).isNotEqualTo(expected);
            assertThat(expected.getLast().measures())
                    .containsKeys("loss", "td_error", "q_value", "epsilon", "learning_rate");
        }
    }

    @Test
    void neverTakesAnActionThatIsForbidden() {
        List<Integer> taken = new ArrayList<>();
        var world = new Vectorized(
                () -> new Wrapper(ScriptedWorld.endless(0, 1000, 50)) {
                    @Override
                    public Step step(Action action) {
                        assertThat(actionMask()).as("action %s is allowed", action).matches(mask -> mask[action.choice()]);
                        taken.add(action.choice());
                        return super.step(action);
                    }
                },
                1);
        world.reset(new long[1]);
        try (Engine engine = Engines.open("java", "cpu", 1);
                Dqn dqn = new Dqn(config(SMALL), setup(engine, 7, world))) {
            dqn.iterations().limit(3).forEach(iteration -> {});
        }
        assertThat(taken).contains(0, 1, 2);
    }

    @Test
    void saysWhatToUseWhereActionsAreNoChoice() {
        VectorEnvironment pendulum = Environments.vector("Pendulum-v1", 1, Map.of());
        pendulum.reset(new long[1]);
        try (Engine engine = Engines.open("java", "cpu", 1)) {
            assertThatThrownBy(() -> new Dqn(config(SMALL), setup(engine, 1, pendulum)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("Pendulum-v1 takes Box")
                    .hasMessageContaining("algorithm=sac");
        }
    }
}
