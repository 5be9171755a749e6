package jarl.env;

import static org.assertj.core.api.Assertions.assertThat;

import jarl.env.EpisodeStatistics.Episode;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Statistics of episodes")
class EpisodeStatisticsTest {
    @Test
    void tellOfAnEpisodeInTheStepThatEndsIt() {
        var corridor = new EpisodeStatistics(new Vectorized(VectorizedTest.Corridor::new, 1));
        corridor.reset(new long[] {3});
        int steps = 10 - (int) corridor.observations()[0];
        for (int t = 1; t < steps; t++) {
            corridor.step(new float[] {1});
            assertThat(corridor.ended()).isEmpty();
        }
        corridor.step(new float[] {1});
        assertThat(corridor.ended()).containsExactly(new Episode(0, 1, steps, true, false, Map.of("cells_left", 0.0)));
        corridor.step(new float[] {0});
        assertThat(corridor.ended()).isEmpty();
    }

    @Test
    void goOnCountingFromASavedState() {
        var saved = new EpisodeStatistics(Environments.vector("CartPole-v1", 2, Map.of("max_episode_steps", 5)));
        saved.reset(new long[] {1, 2});
        for (int t = 0; t < 3; t++) {
            saved.step(new float[] {0, 1});
        }
        var resumed = new EpisodeStatistics(Environments.vector("CartPole-v1", 2, Map.of("max_episode_steps", 5)));
        resumed.load(MemoryState.of(saved));
        resumed.step(new float[] {0, 1});
        resumed.step(new float[] {0, 1});
        assertThat(resumed.ended()).extracting(Episode::length).containsExactly(5L, 5L);
        assertThat(resumed.ended()).extracting(Episode::episodeReturn).containsExactly(5.0, 5.0);
    }
}
