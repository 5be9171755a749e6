package jarl.env.classic;

import static org.assertj.core.api.Assertions.assertThat;

import jarl.run.checkpoint.State;
import jarl.env.NumpyRandom;
import jarl.env.TimeLimit;
import jarl.env.VectorEnvironment;
import jarl.env.Vectorized;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("CartPoles in arrays")
class CartPoleVectorTest {
    static final int COUNT = 13; // no whole number of vectors of any width
    static final int LIMIT = 30; // short enough to cut some episodes

    static Stream<CartPoleVector.Motion> motions() {
        return Stream.of(new CartPoleLanes(), new CartPoleVector.OneByOne());
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
    void moveAsSingleOnesDoFloatForFloat(CartPoleVector.Motion motion) {
        assertMovesAsSingleOnesDo(CartPoleDynamics.STANDARD, motion);
    }

    @ParameterizedTest
    @MethodSource("motions")
    void moveAsSingleOnesDoInAnotherWorldToo(CartPoleVector.Motion motion) {
        assertMovesAsSingleOnesDo(new CartPoleDynamics(3.7, 0.23, 1.9, 0.31, 7), motion);
    }

    static void assertMovesAsSingleOnesDo(CartPoleDynamics world, CartPoleVector.Motion motion) {
        var arrays = new CartPoleVector(COUNT, LIMIT, false, world, motion);
        var single = new Vectorized(() -> new TimeLimit(new CartPole(false, world), LIMIT), COUNT);
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

    @Test
    void goOnFromASavedState() {
        var saved = new CartPoleVector(COUNT, LIMIT, true);
        saved.reset(seeds());
        var random = NumpyRandom.seeded(2);
        for (int t = 0; t < 50; t++) {
            saved.step(actions(random));
        }
        var resumed = new CartPoleVector(COUNT, LIMIT, true);
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
