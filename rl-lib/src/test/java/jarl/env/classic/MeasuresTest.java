package jarl.env.classic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import jarl.env.Action;
import jarl.env.Environment;
import jarl.env.Environments;
import jarl.env.NumpyRandom;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("Options that are measures of a world of classic control")
class MeasuresTest {
    /// The state after one step from one start.
    private static double[] after(String name, Action action, Map<String, Object> options) {
        try (Environment world = Environments.make(name, options)) {
            world.reset(NumpyRandom.seeded(3));
            world.step(action);
            return Objects.requireNonNull(world.state());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "Acrobot-v1,gravity,9.8,3.7",
        "MountainCar-v0,gravity,0.0025,0.002",
        "MountainCar-v0,force,0.001,0.002",
        "CartPole-v1,pole_length,0.5,0.7"
    })
    void changeTheMotionAndLeaveItAtTheirDefaults(String name, String option, double standard, double other) {
        double[] usual = after(name, Action.of(0), Map.of());
        assertThat(after(name, Action.of(0), Map.of(option, standard))).containsExactly(usual);
        assertThat(after(name, Action.of(0), Map.of(option, other))).isNotEqualTo(usual);
    }

    @ParameterizedTest
    @CsvSource({
        "Pendulum-v1,g,10,9.81",
        "Pendulum-v1,mass,1,0.8",
        "Pendulum-v1,length,1,1.2",
        "MountainCarContinuous-v0,gravity,0.0025,0.002",
        "MountainCarContinuous-v0,force,0.0015,0.002"
    })
    void doSoWhereTheActionIsANumber(String name, String option, double standard, double other) {
        Action push = Action.of(new float[] {0.7f});
        double[] usual = after(name, push, Map.of());
        assertThat(after(name, push, Map.of(option, standard))).containsExactly(usual);
        assertThat(after(name, push, Map.of(option, other))).isNotEqualTo(usual);
    }

    @Test
    void areThoseOfARodThatTurnsAboutItsEnd() {
        double inertia = 0.8 * 1.5 * 1.5 / 3;
        Map<String, Object> weightless = Map.of("g", 0, "mass", 0.8, "length", 1.5);
        double pushed = after("Pendulum-v1", Action.of(new float[] {1}), weightless)[1];
        double free = after("Pendulum-v1", Action.of(new float[] {0}), weightless)[1];
        assertThat(pushed - free).isCloseTo(0.05 / inertia, within(1e-7));
    }

    @ParameterizedTest
    @CsvSource({"Pendulum-v1,mass,0", "Pendulum-v1,length,-1", "Acrobot-v1,gravity,1000", "MountainCar-v0,force,-1"})
    void areRefusedOutOfBounds(String name, String option, double value) {
        assertThatThrownBy(() -> Environments.make(name, Map.of(option, value)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Option " + option + " of " + name + " lies in");
    }
}
