package jarl.env.classic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jarl.env.Action;
import jarl.env.Environment;
import jarl.env.Environments;
import jarl.env.NumpyRandom;
import jarl.env.TimeLimit;
import jarl.env.VectorEnvironment;
import jarl.env.Vectorized;
import jarl.run.checkpoint.State;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("CartPoles in arrays")
class CartPoleVectorTest {
    static final int COUNT = 13; // no whole number of vectors of any width
    static final int LIMIT = 30; // short enough to cut some episodes

    /// Nothing as it is by default.
    static final Map<String, Object> OTHERWISE = Map.of(
            "gravity", 3.7, "cart_mass", 1.3, "pole_mass", 0.17, "pole_length", 0.35, "force", 8.5,
            "sutton_barto_reward", true);

    static Stream<Function<CartPoleDynamics, CartPoleVector.Motion>> motions() {
        return Stream.of(CartPoleLanes::new, CartPoleVector.OneByOne::new);
    }

    static long[] seeds() {
        return LongStream.range(100, 100 + COUNT).toArray();
    }

    static float[] actions(NumpyRandom random) {
        float[] actions = new float[COUNT];
        for (int i = 0; i < COUNT; i++) {
            actions[i] = random.nextInt(2);
        }
        return actions;
    }

    static void assertSame(VectorEnvironment a, VectorEnvironment b) {
        assertThat(a.observations()).containsExactly(b.observations());
        assertThat(a.rewards()).containsExactly(b.rewards());
        assertThat(a.terminated()).containsExactly(b.terminated());
        assertThat(a.truncated()).containsExactly(b.truncated());
        for (int i = 0; i < COUNT; i++) {
            if (a.terminated()[i] || a.truncated()[i]) {
                for (int k = 4 * i; k < 4 * i + 4; k++) {
                    assertThat(a.finalObservations()[k]).isEqualTo(b.finalObservations()[k]);
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("motions")
    void moveAsSingleOnesDoFloatForFloat(Function<CartPoleDynamics, CartPoleVector.Motion> motion) {
        CartPoleDynamics dynamics = CartPoleDynamics.STANDARD;
        assertMoveAlike(
                new CartPoleVector(COUNT, LIMIT, false, dynamics.force, motion.apply(dynamics)),
                new Vectorized(() -> new TimeLimit(new CartPole(), LIMIT), COUNT));
    }

    @Test
    void moveAsSingleOnesDoUnderOtherOptionsToo() {
        assertMoveAlike(
                Environments.vector("CartPole-v1", COUNT, OTHERWISE),
                new Vectorized(() -> new TimeLimit(Environments.make("CartPole-v1", OTHERWISE), 500), COUNT));
    }

    private static void assertMoveAlike(VectorEnvironment arrays, VectorEnvironment single) {
        arrays.reset(seeds());
        single.reset(seeds());
        var random = NumpyRandom.seeded(1);
        for (int t = 0; t < 2000; t++) {
            float[] actions = actions(random);
            arrays.step(actions);
            single.step(actions);
            assertSame(arrays, single);
        }
    }

    /// Pushed to and fro: a longer rod takes longer to come down, and on the moon every rod does.
    @ParameterizedTest
    @CsvSource({"pole_length, 2.0", "gravity, 1.62"})
    void fallLaterThanByDefault(String option, double value) {
        assertThat(stepsToFall(Map.of(option, value))).isGreaterThan(stepsToFall(Map.of()));
    }

    private static int stepsToFall(Map<String, ?> options) {
        Environment cart = Environments.make("CartPole-v1", options);
        cart.reset(NumpyRandom.seeded(7));
        int steps = 1;
        while (!cart.step(Action.of(steps % 2)).ended()) {
            steps++;
        }
        return steps;
    }

    @ParameterizedTest
    @CsvSource({"force, 5.0", "cart_mass, 2.0", "pole_mass, 1.0"})
    void goSlowerAfterAPushThanByDefault(String option, double value) {
        assertThat(velocityAfterAPush(Map.of(option, value))).isBetween(0f, velocityAfterAPush(Map.of()) * 0.99f);
    }

    private static float velocityAfterAPush(Map<String, ?> options) {
        Environment cart = Environments.make("CartPole-v1", options);
        cart.reset(NumpyRandom.seeded(1));
        return cart.step(Action.of(1)).observation()[1];
    }

    @ParameterizedTest
    @ValueSource(strings = {"gravity", "cart_mass", "pole_mass", "pole_length", "force"})
    void refuseWhatNoCartCanHave(String option) {
        assertThatThrownBy(() -> Environments.vector("CartPole-v1", 2, Map.of(option, 0.0)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Option " + option + " of CartPole-v1 is 0.0; it must be above 0");
    }

    @Test
    void goOnFromASavedState() {
        var saved = new CartPoleVector(COUNT, LIMIT, true, CartPoleDynamics.STANDARD);
        saved.reset(seeds());
        var random = NumpyRandom.seeded(2);
        for (int t = 0; t < 50; t++) {
            saved.step(actions(random));
        }
        var resumed = new CartPoleVector(COUNT, LIMIT, true, CartPoleDynamics.STANDARD);
        resumed.load(State.of(saved).reader());
        assertThat(resumed.observations()).containsExactly(saved.observations());
        for (int t = 0; t < 50; t++) {
            float[] actions = actions(random);
            saved.step(actions);
            resumed.step(actions);
            assertSame(resumed, saved);
        }
    }
}
