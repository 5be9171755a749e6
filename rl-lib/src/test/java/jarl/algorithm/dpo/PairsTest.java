package jarl.algorithm.dpo;

import static org.assertj.core.api.Assertions.assertThat;

import jarl.experience.Batches;
import jarl.experience.Trajectories;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Ranked episodes")
class PairsTest {
    @Test
    void arePairedEachWithTheOneHalfTheGroupBelow() {
        Trajectories episodes = Batches.episodes(new float[][] {{1}, {4}, {2}, {3}}, 4);
        assertThat(Pairs.ranked(episodes, 4).pairs()).containsExactly(new Pairs.Pair(1, 2), new Pairs.Pair(3, 0));
    }

    @Test
    void leaveOutPairsOfEquals() {
        Trajectories episodes = Batches.episodes(new float[][] {{5}, {2, 3}, {1, 4}, {3}}, 4);
        assertThat(Pairs.ranked(episodes, 4).pairs()).containsExactly(new Pairs.Pair(1, 3));
    }

    @Test
    void areComparedWithinTheirGroupOnly() {
        Trajectories episodes = Batches.episodes(new float[][] {{1}, {2}, {9}, {8}}, 2);
        assertThat(Pairs.ranked(episodes, 2).pairs()).containsExactly(new Pairs.Pair(1, 0), new Pairs.Pair(2, 3));
    }

    @Test
    void knowTheStepsOfAPair() {
        Trajectories episodes = Batches.episodes(new float[][] {{1, 1}, {2, 2, 2}, {0}, {0}}, 2);
        Pairs pairs = Pairs.ranked(episodes, 2);
        assertThat(pairs.pairs()).hasSize(1);
        assertThat(pairs.steps(pairs.pairs())).containsExactly(2, 3, 4, 0, 1);
    }
}
