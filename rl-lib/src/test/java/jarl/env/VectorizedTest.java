package jarl.env;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jarl.run.checkpoint.State;
import jarl.state.StateReader;
import jarl.space.Space;
import jarl.state.StateException;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Environments stepped together")
class VectorizedTest {
    /// Starts anywhere in 0 … 9 and walks right; the far end is the end. It keeps its state to itself.
    static class Corridor implements Environment {
        int cell;

        @Override
        public Space observationSpace() {
            return Space.box(1, 0, 10);
        }

        @Override
        public Space actionSpace() {
            return Space.discrete("stay", "go");
        }

        @Override
        public float[] reset(RandomGenerator random) {
            cell = random.nextInt(10);
            return new float[] {cell};
        }

        @Override
        public Step step(Action action) {
            cell += action.choice();
            return (cell == 10 ? Step.end(1, cell) : Step.on(0, cell)).measure("cells_left", 10 - cell);
        }

        @Override
        public boolean[] actionMask() {
            return new boolean[] {cell > 0, true};
        }
    }

    /// Draws chance of its own at each step.
    static class Stray extends Corridor {
        static int clock;

        @Override
        public Step step(Action action) {
            return super.step(action).withObservation(clock++);
        }
    }

    static float[] every(int count, float action) {
        float[] actions = new float[count];
        java.util.Arrays.fill(actions, action);
        return actions;
    }

    @Test
    void startAgainInTheStepThatEndsAnEpisodeAndKeepItsLastObservation() {
        var corridors = new Vectorized(Corridor::new, 1);
        corridors.reset(new long[] {3});
        float start = corridors.observations()[0];
        for (int t = 0; t < 9 - start; t++) {
            corridors.step(every(1, 1));
            assertThat(corridors.terminated()).containsExactly(false);
        }
        corridors.step(every(1, 1));
        assertThat(corridors.terminated()).containsExactly(true);
        assertThat(corridors.truncated()).containsExactly(false);
        assertThat(corridors.rewards()).containsExactly(1);
        assertThat(corridors.finalObservations()).containsExactly(10);
        assertThat(corridors.measures(0)).isEqualTo(Map.of("cells_left", 0.0));

        NumpyRandom gymnasiums = NumpyRandom.seeded(3);
        gymnasiums.nextInt(10);
        assertThat(corridors.observations()).containsExactly(gymnasiums.nextInt(10));
    }

    @Test
    void areCutByAClockAndNotEndedByIt() {
        var corridors = new Vectorized(() -> new TimeLimit(new Corridor(), 2), 3);
        corridors.reset(new long[] {1, 2, 3});
        corridors.step(every(3, 0));
        assertThat(corridors.truncated()).containsExactly(false, false, false);
        corridors.step(every(3, 0));
        assertThat(corridors.truncated()).containsExactly(true, true, true);
        assertThat(corridors.terminated()).containsExactly(false, false, false);
    }

    @Test
    void sayWhichActionsAreAllowedNow() {
        var corridors = new Vectorized(Corridor::new, 2);
        corridors.reset(new long[] {2, 4});
        for (int i = 0; i < 2; i++) {
            assertThat(corridors.actionMasks()[2 * i]).isEqualTo(corridors.observations()[i] > 0);
            assertThat(corridors.actionMasks()[2 * i + 1]).isTrue();
        }
    }

    @Test
    void walkTheSameWayAloneAndInCompany() {
        var together = new Vectorized(Corridor::new, 4);
        together.reset(new long[] {1, 2, 3, 4});
        var alone = new Vectorized(Corridor::new, 1);
        alone.reset(new long[] {3});
        for (int t = 0; t < 100; t++) {
            assertThat(together.observations()[2]).isEqualTo(alone.observations()[0]);
            together.step(every(4, t % 3 == 0 ? 0 : 1));
            alone.step(every(1, t % 3 == 0 ? 0 : 1));
        }
    }

    @Test
    void goOnFromASavedStateByReplayingWorldsThatDoNotTellTheirs() {
        var saved = new Vectorized(Corridor::new, 3);
        saved.reset(new long[] {7, 8, 9});
        for (int t = 0; t < 25; t++) {
            saved.step(every(3, 1));
        }
        var resumed = new Vectorized(Corridor::new, 3);
        resumed.load(State.of(saved).reader());
        for (int t = 0; t < 25; t++) {
            assertThat(resumed.observations()).containsExactly(saved.observations());
            saved.step(every(3, 1));
            resumed.step(every(3, 1));
            assertThat(resumed.terminated()).containsExactly(saved.terminated());
        }
    }

    @Test
    void goOnFromASavedStateOfWorldsThatTellTheirs() {
        VectorEnvironment saved =
                new Vectorized(() -> Environments.make("CartPole-v1", Map.of("max_episode_steps", 9)), 2);
        saved.reset(new long[] {7, 8});
        for (int t = 0; t < 40; t++) {
            saved.step(every(2, t % 2));
        }
        VectorEnvironment resumed =
                new Vectorized(() -> Environments.make("CartPole-v1", Map.of("max_episode_steps", 9)), 2);
        resumed.load(State.of(saved).reader());
        for (int t = 0; t < 40; t++) {
            assertThat(resumed.observations()).containsExactly(saved.observations());
            saved.step(every(2, t % 2));
            resumed.step(every(2, t % 2));
            assertThat(resumed.truncated()).containsExactly(saved.truncated());
        }
    }

    @Test
    void areRefusedByNameWhenAReplayGoesAnotherWay() {
        var saved = new Vectorized(Stray::new, 1);
        saved.reset(new long[] {7});
        saved.step(every(1, 0));
        StateReader state = State.of(saved).reader();
        assertThatThrownBy(() -> new Vectorized(Stray::new, 1).load(state))
                .isInstanceOf(StateException.class)
                .hasMessageStartingWith("Stray did not come back to where it was saved");
    }

    @Test
    void refuseAnObservationOfAnotherWidthThanTheSpace() {
        class Wide extends Corridor {
            @Override
            public float[] reset(RandomGenerator random) {
                return new float[] {0, 0};
            }
        }
        assertThatThrownBy(() -> new Vectorized(Wide::new, 1).reset(new long[] {1}))
                .hasMessageStartingWith("Wide observed 2 numbers, but its observationSpace() has 1");
    }

    @Test
    void walkTheSameWayOnOneThreadAndOnSeveral() {
        try (var one = new Vectorized(Corridor::new, 7); var several = new Vectorized(Corridor::new, 7, 3)) {
            one.reset(new long[] {1, 2, 3, 4, 5, 6, 7});
            several.reset(new long[] {1, 2, 3, 4, 5, 6, 7});
            for (int t = 0; t < 200; t++) {
                one.step(every(7, t % 3 == 0 ? 0 : 1));
                several.step(every(7, t % 3 == 0 ? 0 : 1));
                assertThat(several.observations()).containsExactly(one.observations());
                assertThat(several.rewards()).containsExactly(one.rewards());
                assertThat(several.actionMasks()).containsExactly(one.actionMasks());
            }
        }
    }

    @Test
    void passOnWhatGoesWrongOnAnotherThread() {
        class Breaking extends Corridor {
            @Override
            public Step step(Action action) {
                if (action.choice() == 1) {
                    throw new IllegalStateException("the floor gave way");
                }
                return super.step(action);
            }
        }
        try (var worlds = new Vectorized(Breaking::new, 4, 4)) {
            worlds.reset(new long[4]);
            assertThatThrownBy(() -> worlds.step(new float[] {0, 0, 0, 1}))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("the floor gave way");
        }
    }
}
