package jarl.experience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jarl.env.Action;
import jarl.env.Environment;
import jarl.env.NumpyRandom;
import jarl.env.Step;
import jarl.env.Vectorized;
import jarl.network.Rows;
import jarl.run.checkpoint.State;
import jarl.space.Space;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A collector of episodes")
class EpisodeCollectorTest {
    /// Draws at its reset how many steps its episode takes, 1 to 9, and observes how many are left.
    private static final class Countdown implements Environment {
        private final boolean cut;
        private int left;

        Countdown(boolean cut) {
            this.cut = cut;
        }

        @Override
        public Space observationSpace() {
            return Space.box(1, 0, 9);
        }

        @Override
        public Space actionSpace() {
            return Space.discrete(2);
        }

        @Override
        public float[] reset(RandomGenerator random) {
            left = random.nextInt(1, 10);
            return new float[] {left};
        }

        @Override
        public Step step(Action action) {
            left--;
            if (left > 0) {
                return Step.on(1, left);
            }
            return cut ? Step.cut(1, left) : Step.end(1, left);
        }
    }

    /// Values a state at one more than its number; may interrupt its thread before an act.
    private static final class Successor implements Actor {
        private int acts;
        private final int interruptAt;

        Successor(int interruptAt) {
            this.interruptAt = interruptAt;
        }

        @Override
        public void act(
                Rows observations, boolean @Nullable [] masks, Rows actions, float[] logProbs, float[] values) {
            if (++acts == interruptAt) {
                Thread.currentThread().interrupt();
            }
            values(observations, values);
        }

        @Override
        public void values(Rows observations, float[] into) {
            for (int i = 0; i < observations.count(); i++) {
                into[i] = observations.at(i, 0) + 1;
            }
        }
    }

    private static final Actor ACTOR = new Successor(-1);

    private static EpisodeCollector collector(boolean cut, int environments, int episodes, int groupSize) {
        var worlds = new Vectorized(() -> new Countdown(cut), environments);
        return new EpisodeCollector(worlds, episodes, groupSize, NumpyRandom.seeded(5));
    }

    private static List<Integer> starts(Trajectories episodes) {
        List<Integer> starts = new ArrayList<>();
        for (int k = 0; k < episodes.count(); k++) {
            starts.add((int) episodes.steps().observations.at(episodes.first(k), 0));
        }
        return starts;
    }

    @Test
    void packsWholeEpisodesOneAfterTheOther() {
        Trajectories episodes = collector(false, 3, 7, 1).collect(ACTOR);
        assertThat(episodes.count()).isEqualTo(7);
        for (int k = 0; k < 7; k++) {
            assertThat(episodes.length(k)).isEqualTo(starts(episodes).get(k));
            assertThat(episodes.episodeReturn(k)).isEqualTo(episodes.length(k));
            for (int i = episodes.first(k); i < episodes.end(k); i++) {
                assertThat(episodes.steps().observations.at(i, 0)).isEqualTo(episodes.end(k) - i);
                assertThat(episodes.steps().terminated[i]).isEqualTo(i == episodes.end(k) - 1);
            }
        }
    }

    /// 7 episodes in 3 environments: 3, 2 and 2 of them, however short each is.
    @Test
    void settlesBeforehandWhoLivesHowManyEpisodes() {
        EpisodeCollector collector = collector(false, 3, 7, 1);
        collector.collect(ACTOR);
        assertThat(collector.takeEpisodes().stream().map(Episode::environment))
                .containsExactlyInAnyOrder(0, 0, 0, 1, 1, 2, 2);
    }

    @Test
    void countsTheStepsOfThoseWhoWaitAsWell() {
        EpisodeCollector collector = collector(false, 4, 4, 1);
        Trajectories episodes = collector.collect(ACTOR);
        int longest = starts(episodes).stream().mapToInt(start -> start).max().orElseThrow();
        assertThat(collector.steps()).isEqualTo(4L * longest);
        assertThat(collector.takeEpisodes()).hasSize(4);
    }

    @Test
    void beginsTheEpisodesOfAGroupAlikeAndEachCollectionAnew() {
        EpisodeCollector collector = collector(false, 8, 8, 4);
        List<List<Integer>> seen = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            Trajectories episodes = collector.collect(ACTOR);
            List<Integer> starts = starts(episodes);
            assertThat(starts.subList(0, 4)).containsOnly(starts.get(0));
            assertThat(starts.subList(4, 8)).containsOnly(starts.get(4));
            assertThat(episodes.group(3)).isZero();
            assertThat(episodes.group(4)).isEqualTo(1);
            seen.add(starts);
        }
        assertThat(seen.stream().distinct()).hasSizeGreaterThan(1);
    }

    @Test
    void valuesWhatComesAfterACutButNotAfterAnEnd() {
        Rollout cut = collector(true, 2, 2, 1).collect(ACTOR).steps();
        Rollout ended = collector(false, 2, 2, 1).collect(ACTOR).steps();
        cut.estimateAdvantages(1, 1);
        ended.estimateAdvantages(1, 1);
        for (int i = 0; i < cut.size(); i++) {
            float left = ended.observations.at(i, 0);
            assertThat(ended.valueTargets[i]).isEqualTo(left); // a reward of 1 for each step that is left
            assertThat(cut.valueTargets[i]).isEqualTo(left + 1); // and V of the last observation, 0
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5})
    void goesOnWithTheSameEpisodesWhereAnInterruptHasStoppedIt(int act) {
        EpisodeCollector whole = collector(false, 4, 6, 2);
        Trajectories expected = whole.collect(ACTOR);

        var worlds = new Vectorized(() -> new Countdown(false), 4);
        var collector = new EpisodeCollector(worlds, 6, 2, NumpyRandom.seeded(5));
        assertThatThrownBy(() -> collector.collect(new Successor(act))).isInstanceOf(TrainingInterrupted.class);
        assertThat(Thread.interrupted()).isTrue();

        var later = new Vectorized(() -> new Countdown(false), 4);
        var resumed = new EpisodeCollector(later, 6, 2, NumpyRandom.seeded(6));
        later.reset(new long[4]);
        later.load(State.of(worlds).reader());
        resumed.load(State.of(collector).reader());
        Trajectories episodes = resumed.collect(ACTOR);

        assertThat(starts(episodes)).isEqualTo(starts(expected));
        assertThat(episodes.steps().observations.data())
                .isEqualTo(expected.steps().observations.data());
        assertThat(resumed.steps()).isEqualTo(whole.steps());
        assertThat(resumed.takeEpisodes()).isEqualTo(whole.takeEpisodes());
    }

    @Test
    void refusesGroupsThatDoNotDivideTheEnvironments() {
        assertThatThrownBy(() -> collector(false, 6, 6, 4))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("environment.num_envs=6")
                .hasMessageContaining("algorithm.group_size=4");
    }
}
