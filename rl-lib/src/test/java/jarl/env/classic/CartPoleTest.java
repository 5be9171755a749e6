package jarl.env.classic;

import static org.assertj.core.api.Assertions.assertThat;

import jarl.env.Action;
import jarl.env.Environment;
import jarl.env.Environments;
import jarl.env.NumpyRandom;
import jarl.env.VectorEnvironment;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A cart and its pole of other measures")
class CartPoleTest {
    private static final int LEFT = 0;
    private static final int RIGHT = 1;

    /// What a push to the right makes of a pole that leans by 0.1 rad to the right, at rest.
    private static double[] pushed(String option, double value) {
        try (Environment world = Environments.make("CartPole-v1", Map.of(option, value))) {
            world.reset(NumpyRandom.seeded(0));
            world.restore(new double[] {0, 0, 0.1, 0, 0}, NumpyRandom.seeded(0));
            world.step(Action.of(RIGHT));
            return Objects.requireNonNull(world.state());
        }
    }

    /// How many steps a pole takes to fall that is pushed to and fro.
    private static int stepsToFall(double length) {
        try (Environment world = Environments.make("CartPole-v1", Map.of("pole_length", length))) {
            world.reset(NumpyRandom.seeded(4));
            int steps = 1;
            while (!world.step(Action.of(steps % 2 == 0 ? LEFT : RIGHT)).ended()) {
                steps++;
            }
            return steps;
        }
    }

    @Test
    void fallsSlowerWithALongerPole() {
        assertThat(stepsToFall(0.3)).isLessThan(stepsToFall(0.5));
        assertThat(stepsToFall(0.5)).isLessThan(stepsToFall(2));
    }

    @Test
    void isMovedFasterByMoreForceAndSlowerWithMoreMass() {
        double usual = pushed("force", 10)[1];
        assertThat(pushed("force", 20)[1]).isGreaterThan(1.9 * usual);
        assertThat(pushed("cart_mass", 2)[1]).isLessThan(usual);
        assertThat(pushed("pole_mass", 1)[1]).isLessThan(usual);
    }

    @Test
    void isPulledHarderByMoreGravity() {
        assertThat(pushed("gravity", 20)[3]).isGreaterThan(pushed("gravity", 9.8)[3]);
    }

    @Test
    void isTheSameOneAmongMany() {
        Map<String, Object> options = Map.of("pole_length", 0.7, "pole_mass", 0.3, "cart_mass", 2, "gravity", 3.7,
                "force", 5);
        Environment one = Environments.make("CartPole-v1", options);
        VectorEnvironment many = Environments.vector("CartPole-v1", 2, options);
        one.reset(NumpyRandom.seeded(5));
        many.reset(new long[] {5, 6});
        for (int step = 0; step < 10; step++) {
            float[] seen = one.step(Action.of(RIGHT)).observation();
            many.step(new float[] {RIGHT, LEFT});
            assertThat(many.observations()).startsWith(seen);
        }
    }
}
