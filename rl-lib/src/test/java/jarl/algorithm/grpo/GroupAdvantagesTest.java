package jarl.algorithm.grpo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import jarl.config.Schedule;
import jarl.experience.Batches;
import jarl.experience.Trajectories;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Advantages within a group")
class GroupAdvantagesTest {
    private static GrpoConfig config(boolean normalizeStd, boolean perStep, double gamma) {
        return new GrpoConfig(
                2,
                1,
                Schedule.constant(0.2),
                GrpoConfig.Aggregate.TOKEN,
                normalizeStd,
                perStep,
                (float) gamma,
                Schedule.constant(0),
                0);
    }

    private static float[] advantages(Trajectories episodes, GrpoConfig config) {
        GroupAdvantages.estimate(episodes, config);
        float[] advantages = new float[episodes.steps().size()];
        for (int i = 0; i < advantages.length; i++) {
            advantages[i] = episodes.steps().advantage(i);
        }
        return advantages;
    }

    /// Returns 3 and 1: mean 2, deviation √2.
    @Test
    void areTheReturnLessTheMeanOverTheDeviationAtEachStepOfTheEpisode() {
        Trajectories episodes = Batches.episodes(new float[][] {{1, 2}, {1}}, 2);
        float one = (float) (1 / (Math.sqrt(2) + 1e-4));
        assertThat(advantages(episodes, config(true, false, 1))).containsExactly(one, one, -one);
    }

    @Test
    void areNotDividedWhereTheDeviationIsNotToBeNormalized() {
        Trajectories episodes = Batches.episodes(new float[][] {{1, 2}, {1}}, 2);
        assertThat(advantages(episodes, config(false, false, 1))).containsExactly(1, 1, -1);
    }

    @Test
    void areZeroInAGroupOfEqualsAndTellGroupsApart() {
        Trajectories episodes = Batches.episodes(new float[][] {{7}, {3, 4}, {10}, {20}}, 2);
        assertThat(advantages(episodes, config(false, false, 1))).containsExactly(0, 0, 0, -5, 5);
        assertThat(advantages(episodes, config(true, false, 1))).startsWith(0, 0, 0);
    }

    /// With γ = 1/2 the rewards to go are 1 + 2/2, 2 and 5: mean 3.
    @Test
    void goByTheRewardToGoWhereStepsAreJudged() {
        Trajectories episodes = Batches.episodes(new float[][] {{1, 2}, {5}}, 2);
        assertThat(advantages(episodes, config(false, true, 0.5))).containsExactly(-1, -1, 2);
        float[] scaled = advantages(episodes, config(true, true, 0.5));
        assertThat(scaled[2]).isCloseTo((float) (2 / (Math.sqrt(3) + 1e-4)), within(1e-6f));
    }

    @Test
    void shareTheMeanAmongStepsOrAmongEpisodes() {
        Trajectories episodes = Batches.episodes(new float[][] {{1, 2, 3}, {5}}, 2);
        assertThat(Grpo.shares(episodes, GrpoConfig.Aggregate.TOKEN)).containsExactly(0.25f, 0.25f, 0.25f, 0.25f);
        assertThat(Grpo.shares(episodes, GrpoConfig.Aggregate.SEQUENCE))
                .containsExactly(1 / 6f, 1 / 6f, 1 / 6f, 0.5f);
    }
}
