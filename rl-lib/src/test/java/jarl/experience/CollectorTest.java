package jarl.experience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jarl.env.Action;
import jarl.env.Environment;
import jarl.env.Step;
import jarl.env.Vectorized;
import jarl.network.Rows;
import jarl.run.checkpoint.State;
import jarl.space.Space;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A collector")
class CollectorTest {
    /// Counts its steps; ends by the world after `last` steps, or is cut by a clock after as many.
    private static final class Counter implements Environment {
        private final int last;
        private final boolean cut;
        private int count;

        Counter(int last, boolean cut) {
            this.last = last;
            this.cut = cut;
        }

        @Override
        public Space observationSpace() {
            return Space.box(1, 0, 1000);
        }

        @Override
        public Space actionSpace() {
            return Space.discrete(2);
        }

        @Override
        public float[] reset(RandomGenerator random) {
            count = 0;
            return new float[] {0};
        }

        @Override
        public Step step(Action action) {
            count++;
            if (count < last) {
                return Step.on(1, count);
            }
            return cut ? Step.cut(1, count) : Step.end(1, count);
        }
    }

    /// Values a state at ten times its number; takes action 1.
    private static final class Tenfold implements Actor {
        private int acts;
        private int interruptAt = -1;

        @Override
        public void act(Rows observations, boolean[] masks, Rows actions, float[] logProbs, float[] values) {
            if (acts++ == interruptAt) {
                Thread.currentThread().interrupt();
            }
            for (int i = 0; i < observations.count(); i++) {
                actions.data()[i] = 1;
                logProbs[i] = -0.5f;
            }
            values(observations, values);
        }

        @Override
        public void values(Rows observations, float[] into) {
            for (int i = 0; i < observations.count(); i++) {
                into[i] = 10 * observations.at(i, 0);
            }
        }
    }

    private static Collector over(int steps, boolean cut, int environments) {
        var environment = new Vectorized(() -> new Counter(3, cut), environments);
        environment.reset(new long[environments]);
        return new Collector(environment, steps);
    }

    @Test
    void foreseesTheValueOfTheLastObservationOfAnEpisodeThatAClockHasCut() {
        Rollout rollout = over(5, true, 1).collect(new Tenfold());
        // states 0 1 2 | 0 1, what follows them: 1 2 3 (final) | 1 2
        assertThat(rollout.values).containsExactly(0, 10, 20, 0, 10);
        assertThat(rollout.nextValues).containsExactly(10, 20, 30, 10, 20);
        assertThat(rollout.truncated).containsExactly(false, false, true, false, false);
        assertThat(rollout.terminated).containsOnly(false);
    }

    @Test
    void keepsStepsOfSeveralEnvironmentsWithTimeOutermost() {
        Rollout rollout = over(2, false, 3).collect(new Tenfold());
        assertThat(rollout.observations.data()).containsExactly(0, 0, 0, 1, 1, 1);
    }

    @Test
    void goesOnWhereTheLastCollectionEnded() {
        Collector collector = over(2, false, 1);
        collector.collect(new Tenfold());
        Rollout second = collector.collect(new Tenfold());
        assertThat(second.observations.data()).containsExactly(2, 0);
        assertThat(collector.steps()).isEqualTo(4);
    }

    @Test
    void reportsEachEpisodeOnceWithItsReturnAndLength() {
        Collector collector = over(7, false, 1);
        collector.collect(new Tenfold());
        assertThat(collector.takeEpisodes()).extracting(Episode::steps).containsExactly(3L, 6L);
        assertThat(collector.takeEpisodes()).isEmpty();
    }

    @Test
    void whenInterruptedKeepsWhatItHasAndGoesOnToTheSameRollout() {
        Rollout whole = over(6, true, 2).collect(new Tenfold());

        Collector collector = over(6, true, 2);
        var actor = new Tenfold();
        actor.interruptAt = 3;
        assertThatThrownBy(() -> collector.collect(actor)).isInstanceOf(TrainingInterrupted.class);
        assertThat(Thread.interrupted()).isTrue();

        var environment = new Vectorized(() -> new Counter(3, true), 2);
        var resumed = new Collector(environment, 6);
        // four steps were taken: one episode of three, and the first step of the next
        environment.reset(new long[2]);
        resumed.load(State.of(collector).reader());
        environment.step(new float[] {1, 1});
        Rollout rest = resumed.collect(new Tenfold());

        assertThat(rest.observations.data()).isEqualTo(whole.observations.data());
        assertThat(rest.nextValues).isEqualTo(whole.nextValues);
        assertThat(resumed.takeEpisodes()).hasSize(4);
        assertThat(resumed.steps()).isEqualTo(12);
    }
}
