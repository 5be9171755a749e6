package jarl.env;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jarl.space.Box;
import jarl.space.Space;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Wrappers")
class WrappersTest {
    /// Observes the last action, and how much was done so far.
    static class Echo implements Environment {
        private float sum;

        @Override
        public Space observationSpace() {
            return Space.box(2, -100, 100);
        }

        @Override
        public Space actionSpace() {
            return Space.box(new float[] {-2}, new float[] {6});
        }

        @Override
        public float[] reset(RandomGenerator random) {
            sum = 0;
            return new float[] {0, 0};
        }

        @Override
        public Step step(Action action) {
            sum += action.value(0);
            return Step.on(1, action.value(0), sum).measure("done", sum);
        }
    }

    static float taken(Environment wrapped, float action) {
        wrapped.reset(NumpyRandom.seeded(1));
        return wrapped.step(Action.of(action)).observation()[0];
    }

    @Test
    void clipActionsAtTheWorldsBounds() {
        Environment clipped = RescaledActions.clipped(new Echo());
        assertThat(taken(clipped, 7)).isEqualTo(6);
        assertThat(taken(clipped, -9)).isEqualTo(-2);
        assertThat(taken(clipped, 0.3f)).isEqualTo(0.3f);
    }

    @Test
    void stretchActionsToTheWorldsBounds() {
        Environment rescaled = new RescaledActions(new Echo(), -1, 1);
        assertThat(rescaled.actionSpace()).isEqualTo(Space.box(1, -1, 1));
        assertThat(taken(rescaled, -1)).isEqualTo(-2);
        assertThat(taken(rescaled, 0)).isEqualTo(2);
        assertThat(taken(rescaled, 5)).isEqualTo(6);
        assertThatThrownBy(() -> new RescaledActions(Environments.make("CartPole-v1", Map.of()), -1, 1))
                .hasMessageContaining("only actions of a box");
    }

    @Test
    void stackFramesTheOldestFirst() {
        Environment stacked = new FrameStack(new Echo(), 3);
        assertThat(((Box) stacked.observationSpace()).shape()).containsExactly(3, 2);
        assertThat(stacked.reset(NumpyRandom.seeded(1))).containsExactly(0, 0, 0, 0, 0, 0);
        stacked.step(Action.of(1f));
        assertThat(stacked.step(Action.of(2f)).observation()).containsExactly(0, 0, 1, 1, 2, 3);
    }

    @Test
    void keepTheirFramesInTheState() {
        assertThat(EnvironmentCheck.problems(() -> new FrameStack(Environments.make("CartPole-v1", Map.of()), 4)))
                .isEmpty();
    }

    @Test
    void payByAFormulaOverRewardAndMeasures() {
        Environment paid = new RewardFormula(new Echo(), "2 * reward - done ** 2");
        paid.reset(NumpyRandom.seeded(1));
        assertThat(paid.step(Action.of(3f)).reward()).isEqualTo(-7);
        Environment wrong = new RewardFormula(new Echo(), "dona");
        assertThatThrownBy(() -> wrong.step(Action.of(1f))).hasMessageContaining("did you mean \"done\"?");
    }

    @Test
    void arePutOnInTheOrderOfAConfig() {
        var wrappers = Wrappers.of(List.of(
                Map.of("frame_stack", Map.of("frames", 2)), "normalize_observations",
                        Map.of("name", "normalize_rewards", "gamma", 0.9)));
        VectorEnvironment training = wrappers.training("CartPole-v1", 3, Map.of());
        training.reset(new long[] {1, 2, 3});
        training.step(new float[] {0, 1, 0});
        assertThat(training).isInstanceOf(NormalizedRewards.class);
        assertThat(training.observations()).hasSize(3 * 8);

        VectorEnvironment evaluation = Wrappers.seenAs(training, wrappers.raw("CartPole-v1", 1, Map.of()));
        evaluation.reset(new long[] {9});
        evaluation.step(new float[] {0});
        assertThat(evaluation.rewards()).containsExactly(1);
        assertThat(evaluation.observations()).hasSize(8);
        assertThat(Wrappers.find(evaluation, NormalizedRewards.class)).isNull();
    }

    @Test
    void areRefusedWhenUnknownMisplacedOrMisfit() {
        assertThatThrownBy(() -> Wrappers.of(List.of("frame_stak")))
                .hasMessageStartingWith("Unknown wrapper \"frame_stak\"; did you mean \"frame_stack\"?");
        assertThatThrownBy(() -> Wrappers.of(List.of("normalize_observations", "clip_actions")))
                .hasMessageContaining("stands before what normalises");
        assertThatThrownBy(() -> Wrappers.of(List.of(Map.of("frame_stack", Map.of("frames", "four")))))
                .hasMessageStartingWith("Option frames of frame_stack is a whole number");
        assertThatThrownBy(() -> Wrappers.of(List.of(3))).hasMessageContaining("A wrapper is a name");
        assertThatThrownBy(() -> Wrappers.of(List.of("normalize_observations")).training("Taxi-v4", 1, Map.of()))
                .hasMessageContaining("only the numbers of a box can be normalised");
    }
}
