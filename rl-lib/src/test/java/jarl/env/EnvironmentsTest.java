package jarl.env;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The catalogue of environments")
class EnvironmentsTest {
    @Test
    void makesABuiltInWorldByName() {
        assertThat(Environments.names()).contains("CartPole-v1");
        assertThat(Environments.make("CartPole-v1", Map.of()).name()).isEqualTo("CartPole-v1");
        assertThat(Environments.entry("CartPole-v1").rewardThreshold()).hasValue(475);
    }

    @Test
    void makesARegisteredWorldByNameAloneAndAsAVector() {
        Environments.register("catalogue-corridor", VectorizedTest.Corridor::new);
        assertThat(Environments.make("catalogue-corridor", Map.of())).isInstanceOf(VectorizedTest.Corridor.class);
        assertThat(Environments.vector("catalogue-corridor", 3, Map.of()).count()).isEqualTo(3);
    }

    @Test
    void putsAWorldUnderTheTimeLimitOfItsEntry() {
        Environments.register(EnvironmentEntry.of("catalogue-short", VectorizedTest.Corridor::new).timeLimit(5));
        assertThat(((TimeLimit) Environments.make("catalogue-short", Map.of())).steps()).isEqualTo(5);
        assertThat(((TimeLimit) Environments.make("catalogue-short", Map.of("max_episode_steps", 7))).steps())
                .isEqualTo(7);
    }

    @Test
    void saysWhichNameIsNearestToAnUnknownOne() {
        assertThatThrownBy(() -> Environments.make("CartPole-v2", Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("Unknown environment \"CartPole-v2\"; did you mean \"CartPole-v1\"?");
    }

    @Test
    void refusesAnUnknownOptionAndOneOfAnotherKind() {
        assertThatThrownBy(() -> Environments.make("CartPole-v1", Map.of("sutton_reward", true)))
                .hasMessageStartingWith("Unknown option \"sutton_reward\" of CartPole-v1");
        assertThatThrownBy(() -> Environments.make("CartPole-v1", Map.of("sutton_barto_reward", 3)))
                .hasMessage("Option sutton_barto_reward of CartPole-v1 is a flag such as false, not 3");
        assertThatThrownBy(() -> Environments.make("CartPole-v1", Map.of("max_episode_steps", 0)))
                .hasMessage("max_episode_steps of CartPole-v1 is a whole number of at least 1, not 0");
    }

    @Test
    void refusesANumberOutOfBounds() {
        assertThatThrownBy(() -> Environments.make("CartPole-v1", Map.of("pole_length", 0)))
                .hasMessage("Option pole_length of CartPole-v1 lies in 0.001 … 1000.0; 0.0 does not");
        assertThatThrownBy(() -> Environments.vector("CartPole-v1", 2, Map.of("gravity", Double.NaN)))
                .hasMessage("Option gravity of CartPole-v1 lies in 0.0 … 1000.0; NaN does not");
    }

    /// A world of somebody's library.
    static class Foreign extends VectorizedTest.Corridor {}

    /// One that says more about itself.
    public static class Told extends VectorizedTest.Corridor {
        public static final EnvironmentEntry ENTRY = EnvironmentEntry.of("told", Told::new).timeLimit(9);
    }

    @Test
    void makesAWorldByTheNameOfItsClass() {
        assertThat(Environments.make(Foreign.class.getName(), Map.of())).isInstanceOf(Foreign.class);
        assertThat(((TimeLimit) Environments.make(Told.class.getName(), Map.of())).steps()).isEqualTo(9);
        assertThat(Environments.isKnown("org.example.Nothing")).isFalse();
        assertThatThrownBy(() -> Environments.make("java.lang.String", Map.of()))
                .hasMessage("java.lang.String does not implement jarl.env.Environment");
        assertThatThrownBy(() -> Environments.make("jarl.env.TimeLimit", Map.of()))
                .hasMessageStartingWith("jarl.env.TimeLimit has no constructor without parameters");
    }

    @Test
    void keepsTheNamesOfBuiltInWorlds() {
        assertThatThrownBy(() -> Environments.register("CartPole-v1", VectorizedTest.Corridor::new))
                .hasMessage("CartPole-v1 is built in; register yours under another name");
    }
}
