package jarl.env;

import static org.assertj.core.api.Assertions.assertThat;

import jarl.env.GymnasiumTraces.Trace;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("A world of Gymnasium's")
class GymnasiumTest {
    static final String[] WORLDS = {
        "CartPole-v1", "Acrobot-v1", "MountainCar-v0", "MountainCarContinuous-v0", "Pendulum-v1", "FrozenLake-v1",
        "FrozenLake8x8-v1", "CliffWalking-v1", "CliffWalkingSlippery-v1", "Taxi-v4", "Blackjack-v1"
    };

    static Stream<Trace> traces() {
        return GymnasiumTraces.of(WORLDS);
    }

    static Stream<Trace> resets() {
        return GymnasiumTraces.resets(
                "CartPole-v1", "Acrobot-v1", "MountainCar-v0", "MountainCarContinuous-v0", "Pendulum-v1");
    }

    @ParameterizedTest
    @MethodSource("resets")
    void startsWhereGymnasiumStartsWithTheSameSeed(Trace gymnasium) {
        Environment world = Environments.make(gymnasium.name(), gymnasium.options());
        assertThat(world.reset(NumpyRandom.seeded(gymnasium.seed())))
                .containsExactly(GymnasiumTraces.row(gymnasium.json().get("obs")));
    }

    @ParameterizedTest
    @MethodSource("traces")
    void goesTheSameWayFloatForFloat(Trace gymnasium) {
        Environment world = Environments.make(gymnasium.name(), gymnasium.options());
        assertThat(world.reset(NumpyRandom.seeded(gymnasium.seed()))).containsExactly(gymnasium.observation(0));
        for (int t = 0; t < gymnasium.steps(); t++) {
            Step step = world.step(gymnasium.action(t));
            boolean last = t == gymnasium.steps() - 1;
            assertThat(step.observation()).as("step %d", t).containsExactly(gymnasium.observation(t + 1));
            assertThat(step.reward()).as("step %d", t).isEqualTo(gymnasium.reward(t));
            assertThat(step.terminated()).as("step %d", t).isEqualTo(last && gymnasium.terminated());
            assertThat(step.truncated()).as("step %d", t).isEqualTo(last && gymnasium.truncated());
        }
    }
}
