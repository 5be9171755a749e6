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
    void keepsTheNamesOfBuiltInWorlds() {
        assertThatThrownBy(() -> Environments.register("CartPole-v1", VectorizedTest.Corridor::new))
                .hasMessage("CartPole-v1 is built in; register yours under another name");
    }
}
