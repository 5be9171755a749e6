package jarl.env;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("The check of an environment")
class EnvironmentCheckTest {
    static Stream<String> builtIn() {
        return Environments.names().stream().filter(Environments::isBuiltIn);
    }

    @ParameterizedTest
    @MethodSource("builtIn")
    void findsNothingWrongWithABuiltInWorld(String name) {
        // cliffs know no clock, and Gymnasium sets none
        Map<String, ?> options = name.startsWith("Cliff") ? Map.of("max_episode_steps", 100) : Map.of();
        assertThat(EnvironmentCheck.problems(() -> Environments.make(name, options))).isEmpty();
    }

    @Test
    void findsNothingWrongWithAWorldThatKeepsItsStateToItself() {
        assertThat(EnvironmentCheck.problems(VectorizedTest.Corridor::new)).isEmpty();
    }

    static class Corridor extends VectorizedTest.Corridor {
        @Override
        public String name() {
            return "Corridor";
        }
    }

    @Test
    void saysHowManyNumbersWereObservedAndHowManyThereAre() {
        class Wide extends Corridor {
            @Override
            public Step step(Action action) {
                return super.step(action).withObservation(cell, 0);
            }
        }
        assertThat(EnvironmentCheck.problems(Wide::new))
                .containsExactly("Corridor step returned 2 numbers, but its observationSpace() has 1.");
    }

    @Test
    void saysWhichNumberLiesOutsideItsBoundsOrIsNone() {
        class Far extends Corridor {
            @Override
            public float[] reset(RandomGenerator random) {
                super.reset(random);
                return new float[] {-3};
            }
        }
        class Nowhere extends Corridor {
            @Override
            public Step step(Action action) {
                return super.step(action).withObservation(Float.NaN);
            }
        }
        assertThat(EnvironmentCheck.problems(Far::new)).containsExactly(
                "Corridor reset returned -3.0 as number 0 of the observation, outside of its bounds 0.0 … 10.0.");
        assertThat(EnvironmentCheck.problems(Nowhere::new))
                .containsExactly("Corridor step returned NaN as number 0 of the observation.");
    }

    @Test
    void findsChanceThatComesFromElsewhere() {
        class Dice extends Corridor {
            private final Random own = new Random();

            @Override
            public Step step(Action action) {
                return super.step(action).withReward(own.nextDouble());
            }
        }
        assertThat(EnvironmentCheck.problems(Dice::new)).singleElement().asString()
                .contains("with the same seed and actions; draw all chance from the generator given to reset");
    }

    @Test
    void findsWhatAResetLeavesBehind() {
        class Tired extends Corridor {
            private int walked;

            @Override
            public Step step(Action action) {
                return super.step(action).withReward(-walked++);
            }
        }
        assertThat(EnvironmentCheck.problems(Tired::new)).singleElement().asString()
                .contains("reset leaves something of the episode before");
    }

    @Test
    void findsAnObservationWrittenOverByTheNext() {
        class Reusing extends Corridor {
            private final float[] only = new float[1];

            @Override
            public Step step(Action action) {
                Step step = super.step(action);
                only[0] = cell;
                return step.withObservation(only);
            }
        }
        assertThat(EnvironmentCheck.problems(Reusing::new)).containsExactly(
                "Corridor writes a new observation into the array of the one before; return a fresh array.");
    }

    @Test
    void findsAMaskThatAllowsNothingAndAnEpisodeWithoutEnd() {
        class Stuck extends Corridor {
            @Override
            public boolean[] actionMask() {
                return new boolean[2];
            }
        }
        class Endless extends Corridor {
            @Override
            public Step step(Action action) {
                return Step.on(0, cell);
            }
        }
        assertThat(EnvironmentCheck.problems(Stuck::new))
                .containsExactly("Corridor allows no action at all; at least one choice must be allowed.");
        assertThat(EnvironmentCheck.problems(Endless::new)).containsExactly(
                "Corridor ended no episode in 2000 random steps; if it may go on for ever, give its entry a"
                        + " timeLimit.");
    }

    @Test
    void findsAWorldThatStumblesWhenSteppedAfterItsEnd() {
        class Edge extends Corridor {
            private final double[] rewards = new double[11];

            @Override
            public Step step(Action action) {
                Step step = super.step(Action.of(1));
                return step.withReward(rewards[cell]);
            }
        }
        assertThat(EnvironmentCheck.problems(Edge::new)).singleElement().asString()
                .startsWith("Corridor was stepped after an end and stumbled")
                .contains("ArrayIndexOutOfBoundsException");
    }

    @Test
    void findsAStateThatIsNotTheWholeState() {
        class Forgetful extends Corridor {
            private int walked;

            @Override
            public float[] reset(RandomGenerator random) {
                walked = 0;
                return super.reset(random);
            }

            @Override
            public Step step(Action action) {
                return super.step(action).withReward(walked++);
            }

            @Override
            public double[] state() {
                return new double[] {cell};
            }

            @Override
            public float[] restore(double[] state, RandomGenerator random) {
                cell = (int) state[0];
                return new float[] {cell};
            }
        }
        assertThat(EnvironmentCheck.problems(Forgetful::new)).containsExactly(
                "Corridor pays or ends differently after restore(state()); something is missing in state().");
    }
}
