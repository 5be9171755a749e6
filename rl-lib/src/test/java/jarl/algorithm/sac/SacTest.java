package jarl.algorithm.sac;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import jarl.algorithm.DivergedException;
import jarl.algorithm.Iteration;
import jarl.algorithm.LearnerSetup;
import jarl.algorithm.NetworkConfig;
import jarl.config.Composer;
import jarl.config.ConfigException;
import jarl.config.Schedule;
import jarl.env.Action;
import jarl.env.Environment;
import jarl.env.Environments;
import jarl.env.NumpyRandom;
import jarl.env.Step;
import jarl.env.VectorEnvironment;
import jarl.env.Vectorized;
import jarl.env.Wrapper;
import jarl.experience.TrainingInterrupted;
import jarl.network.Engine;
import jarl.network.Engines;
import jarl.network.Rows;
import jarl.run.checkpoint.State;
import jarl.space.Space;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("SAC")
class SacTest {
    private static final String SMALL =
            "buffer_size: 2000, learning_starts: 100, batch_size: 16, train_freq: 4, gradient_steps: 2, n_step: 2";

    /// One step an episode; the best action, of those between 0 and 10, is 7.
    private static final class Shot implements Environment {
        @Override
        public Space observationSpace() {
            return Space.box(1, 0, 1);
        }

        @Override
        public Space actionSpace() {
            return Space.box(1, 0, 10);
        }

        @Override
        public float[] reset(RandomGenerator random) {
            return new float[] {1};
        }

        @Override
        public Step step(Action action) {
            float miss = action.value(0) - 7;
            return Step.end(-miss * miss, 1);
        }
    }

    private static SacConfig config(String options) {
        return Composer.overFiles(Map.of("config.yaml", "algorithm: {" + options + "}\n"))
                .compose("config", List.of())
                .bind("algorithm", SacConfig.class);
    }

    private static LearnerSetup setup(Engine engine, long seed, VectorEnvironment environment) {
        return new LearnerSetup(
                environment,
                engine,
                new NetworkConfig(List.of(16, 16), null, false),
                new Schedule.Constant(3e-3),
                Float.POSITIVE_INFINITY,
                2000,
                NumpyRandom.seeded(seed));
    }

    /// Two of them; the thread is interrupted at the `at`-th step of both together.
    private static VectorEnvironment pendulums(int at) {
        int[] steps = {0};
        var environment = new Vectorized(
                () -> new Wrapper(Environments.make("Pendulum-v1", Map.of())) {
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

    private static LearnerSetup setup(Engine engine, long seed) {
        return setup(engine, seed, pendulums(-1));
    }

    private static float[] parameters(Sac sac) {
        float[] parameters = new float[sac.policy().network().layout().size()];
        sac.policy().network().parameters(parameters);
        return parameters;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void findsTheBestOfContinuousActionsAndKeepsTheEntropyItIsAskedFor(long seed) {
        var world = new Vectorized(Shot::new, 1);
        world.reset(new long[] {seed});
        try (Engine engine = Engines.open("java", "cpu", 1);
                Sac sac = new Sac(config("batch_size: 64, target_entropy: -1.5"), setup(engine, seed, world))) {
            Iteration last = sac.iterations().limit(8).toList().getLast();
            Rows action = Rows.of(1, 1);
            sac.policy().mode(new Rows(new float[] {1}, 1, 1), null, action);
            assertThat(5 + 5 * action.at(0, 0)).isCloseTo(7, within(0.3f));
            assertThat(last.measures().get("entropy")).isCloseTo(-1.5, within(0.3));
            // of the best action the critics think what it pays, and that is close to nothing
            assertThat(last.measures().get("q_value")).isBetween(-25.0, 0.0);
        }
    }

    @Test
    void learnsATemperatureThatIsLowWhereTheEntropyIsHigh() {
        var high = new Temperature(1, true, -1);
        var low = new Temperature(1, true, -1);
        var given = new Temperature(0.2, false, -1);
        for (int i = 0; i < 10; i++) {
            high.improve(0.5, 0.1);
            low.improve(-3, 0.1);
            given.improve(0.5, 0.1);
        }
        assertThat(high.alpha()).isCloseTo((float) Math.exp(-1), within(1e-3f)); // ten steps of Adam, each of 0.1
        assertThat(low.alpha()).isCloseTo((float) Math.exp(1), within(1e-2f));
        assertThat(given.alpha()).isEqualTo(0.2f);
    }

    @ParameterizedTest
    @CsvSource({"auto, true, 1", "auto_0.1, true, 0.1", "0.2, false, 0.2", "0, false, 0"})
    void takesItsTemperatureAsStableBaselines3Does(String written, boolean learnt, double first) {
        SacConfig config = config("ent_coef: " + written);
        assertThat(config.learnsEntCoef()).isEqualTo(learnt);
        assertThat(config.firstEntCoef()).isEqualTo(first);
    }

    @ParameterizedTest
    @ValueSource(strings = {"much", "-1", "auto_0", "auto_x", "automatic"})
    void saysWhatATemperatureIs(String written) {
        assertThatThrownBy(() -> config("ent_coef: " + written))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("auto_NUMBER")
                .hasMessageContaining(written);
    }

    @ParameterizedTest
    @CsvSource({"java, 1", "java, 2", "torch, 1"})
    void goesOnFromASavedStateWithTheSameBits(String name, int threads) {
        try (Engine engine = Engines.open(name, "cpu", threads);
                Sac first = new Sac(config(SMALL), setup(engine, 7));
                Sac second = new Sac(config(SMALL), setup(engine, 8))) {
            first.iterations().limit(2).forEach(iteration -> {});
            second.load(State.of(first).reader());
            for (int i = 0; i < 2; i++) {
                assertThat(second.iterate()).isEqualTo(first.iterate());
            }
            assertThat(parameters(second)).isEqualTo(parameters(first));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 300, 512})
    void interruptedAtAnyStepGoesOnWithTheSameBits(int at) {
        try (Engine engine = Engines.open("java", "cpu", 1);
                Sac whole = new Sac(config(SMALL), setup(engine, 7));
                Sac cut = new Sac(config(SMALL), setup(engine, 7, pendulums(at)));
                Sac resumed = new Sac(config(SMALL), setup(engine, 8))) {
            List<Iteration> lived = new ArrayList<>();
            assertThatThrownBy(() -> cut.iterations().forEach(lived::add)).isInstanceOf(TrainingInterrupted.class);
            assertThat(Thread.interrupted()).isTrue();
            resumed.load(State.of(cut).reader());
            resumed.iterations().limit(3 - lived.size()).forEach(lived::add);
            assertThat(lived).isEqualTo(whole.iterations().limit(3).toList());
            assertThat(parameters(resumed)).isEqualTo(parameters(whole));
        }
    }

    @Test
    void learnsTheSameOnAnyNumberOfThreadsAndOtherwiseForAnotherSeed() {
        try (Engine engine = Engines.open("java", "cpu", 1);
                Engine two = Engines.open("java", "cpu", 2);
                Sac one = new Sac(config(SMALL), setup(engine, 7));
                Sac same = new Sac(config(SMALL), setup(two, 7));
                Sac other = new Sac(config(SMALL), setup(engine, 8))) {
            List<Iteration> expected = one.iterations().limit(2).toList();
            assertThat(same.iterations().limit(2)).isEqualTo(expected);
            assertThat(other.iterations().limit(2)).isNotEqualTo(expected);
        }
    }

    @Test
    void namesTheEnvironmentWhoseObservationIsNoNumber() {
        var world = new Vectorized(
                () -> new Wrapper(new Shot()) {
                    @Override
                    public float[] reset(RandomGenerator random) {
                        return new float[] {Float.NaN};
                    }
                },
                1);
        world.reset(new long[1]);
        try (Engine engine = Engines.open("java", "cpu", 1);
                Sac sac = new Sac(config("learning_starts: 0, train_freq: 300"), setup(engine, 1, world))) {
            assertThatThrownBy(sac::iterate)
                    .isInstanceOf(DivergedException.class)
                    .hasMessageContaining("Environment 0 gave an observation that is not finite");
        }
    }

    @Test
    void saysWhatToUseWhereActionsAreAChoice() {
        VectorEnvironment cartPole = Environments.vector("CartPole-v1", 1, Map.of());
        cartPole.reset(new long[1]);
        try (Engine engine = Engines.open("java", "cpu", 1)) {
            assertThatThrownBy(() -> new Sac(config(SMALL), setup(engine, 1, cartPole)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("CartPole-v1 takes Discrete")
                    .hasMessageContaining("algorithm=dqn");
        }
    }
}
