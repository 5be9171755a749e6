package jarl.algorithm.dpo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import jarl.env.NumpyRandom;
import jarl.experience.Preference;
import jarl.experience.Trajectories;
import jarl.experience.Trajectory;
import jarl.network.Rows;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The loss of preferences")
class PreferenceLossTest {
    private static final double BETA = 0.3;

    private static Trajectories episodes(int... lengths) {
        Trajectory[] all = new Trajectory[lengths.length];
        for (int i = 0; i < lengths.length; i++) {
            all[i] = new Trajectory(Rows.of(lengths[i], 1), Rows.of(lengths[i], 1));
        }
        return Trajectories.of(List.of(new Preference(1, all[0], all[1]), new Preference(2, all[2], all[3])));
    }

    private static final List<Pairs.Pair> PAIRS = List.of(new Pairs.Pair(0, 1), new Pairs.Pair(2, 3));

    private static PreferenceLoss loss(Trajectories episodes, float[] logProbs) {
        var loss = new PreferenceLoss(PAIRS.size());
        PAIRS.forEach(pair -> loss.compare(episodes, pair, logProbs, BETA, PAIRS.size()));
        return loss;
    }

    @Test
    void isLogTwoWhereThePolicyIsItsReference() {
        Trajectories episodes = episodes(3, 2, 1, 4);
        PreferenceLoss loss = loss(episodes, new float[10]);
        assertThat(loss.loss()).isCloseTo(Math.log(2), within(1e-12));
        assertThat(loss.margin()).isZero();
        assertThat(loss.accuracy()).isZero();
    }

    /// One pair ahead by 0.3 · (0.5 + 0.5 + 1) = 0.6, the other behind by 0.3 · 2 = 0.6.
    @Test
    void countsThePairsWhoseChosenEpisodeIsAhead() {
        Trajectories episodes = episodes(2, 1, 1, 1);
        PreferenceLoss loss = loss(episodes, new float[] {0.5f, 0.5f, -1, -2, 0});
        assertThat(loss.accuracy()).isEqualTo(0.5);
        assertThat(loss.margin()).isCloseTo(0, within(1e-7));
        assertThat(loss.loss())
                .isCloseTo((Math.log1p(Math.exp(-0.6)) + Math.log1p(Math.exp(0.6))) / 2, within(1e-7));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void putsItsDerivativeOnEachLogProbability(long seed) {
        var random = NumpyRandom.seeded(seed);
        Trajectories episodes = episodes(3, 2, 1, 4);
        float[] reference = new float[10];
        float[] logProbs = new float[10];
        for (int i = 0; i < 10; i++) {
            reference[i] = (float) random.nextGaussian();
            logProbs[i] = (float) random.nextGaussian();
        }
        episodes.steps().logProbs(reference);
        loss(episodes, logProbs);
        for (int i = 0; i < 10; i++) {
            float weight = -episodes.steps().advantage(i);
            assertThat(weight).isCloseTo((float) slope(reference, logProbs, i), within(1e-4f));
        }
    }

    /// ∂L/∂log πᵢ by central differences.
    private static double slope(float[] reference, float[] logProbs, int i) {
        float h = 1 / 64f;
        float[] above = logProbs.clone();
        float[] below = logProbs.clone();
        above[i] += h;
        below[i] -= h;
        return (written(reference, above) - written(reference, below)) / (2 * h);
    }

    /// −log σ(β(Σ⁺ − Σ⁻)), mean over the two pairs, as the paper writes it.
    private static double written(float[] reference, float[] logProbs) {
        double[] sums = new double[4];
        int[] ends = {3, 5, 6, 10};
        for (int i = 0, k = 0; i < 10; i++) {
            k += i == ends[k] ? 1 : 0;
            sums[k] += logProbs[i] - reference[i];
        }
        double first = -Math.log(1 / (1 + Math.exp(-BETA * (sums[0] - sums[1]))));
        double second = -Math.log(1 / (1 + Math.exp(-BETA * (sums[2] - sums[3]))));
        return (first + second) / 2;
    }

    @Test
    void staysFiniteHoweverFarThePolicyHasGone() {
        Trajectories episodes = episodes(1, 1, 1, 1);
        PreferenceLoss loss = loss(episodes, new float[] {-1e5f, 1e5f, 1e5f, -1e5f});
        assertThat(loss.loss()).isCloseTo(0.5 * BETA * 2e5, within(1e-2));
        assertThat(episodes.steps().advantage(0)).isCloseTo((float) BETA / 2, within(1e-6f));
        assertThat(episodes.steps().advantage(2)).isZero();
    }
}
