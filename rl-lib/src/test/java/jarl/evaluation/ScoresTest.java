package jarl.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Reference values: scipy 1.10.1 (`trim_mean`, `mannwhitneyu`, `binomtest(…).proportion_ci('wilson')`).
@DisplayName("Scores of several runs")
class ScoresTest {
    private static final Offset<Double> EXACT = within(1e-12);
    private static final Scores X = new Scores(List.of(
            new double[] {0.2, 0.5, 0.9, 0.3, 0.7},
            new double[] {1.4, 1.1, 2.0, 0.8, 1.9},
            new double[] {0.9, 0.1, 0.4, 0.7, 1.0}));
    private static final Scores Y = new Scores(List.of(
            new double[] {0.1, 0.6, 0.4, 0.3}, new double[] {1.4, 1.0, 1.2, 0.5}, new double[] {0.8, 0.2, 0.4, 0.6}));

    @Test
    void areSummedUpAsRliableDoes() {
        assertThat(X.iqm()).isEqualTo(0.7777777777777778, EXACT);
        assertThat(X.median()).isEqualTo(0.62, EXACT);
        assertThat(X.mean()).isEqualTo(0.86, EXACT);
        assertThat(X.optimalityGap(1)).isEqualTo(0.3, EXACT);
        assertThat(X.shareAbove(0.9)).isEqualTo(5 / 15.0, EXACT);
    }

    @Test
    void winAsOftenAsMannAndWhitneysUSays() {
        assertThat(X.probabilityAbove(Y)).isEqualTo(0.675, EXACT);
        assertThat(Y.probabilityAbove(X)).isEqualTo(0.325, EXACT);
        assertThat(X.probabilityAbove(X)).isEqualTo(0.5, EXACT);
        assertThatThrownBy(() -> X.probabilityAbove(Scores.ofOneTask(1))).hasMessageContaining("same tasks");
    }

    @Test
    void areResampledWithinTheirTask() {
        var apart = new Scores(List.of(new double[] {0, 0, 0}, new double[] {10, 10, 10}));
        assertThat(apart.interval(Scores::mean, 500, 1)).isEqualTo(new Interval(5, 5));
        Interval of = X.interval(Scores::iqm, 2000, 1);
        assertThat(of).isEqualTo(X.interval(Scores::iqm, 2000, 1));
        assertThat(of.low()).isLessThan(X.iqm());
        assertThat(of.high()).isGreaterThan(X.iqm());
    }

    /// The interval of a mean holds the true mean about as often as it says.
    @Test
    void haveIntervalsThatHoldTheTruthAsOftenAsTheySay() {
        int held = 0;
        for (long seed = 0; seed < 200; seed++) {
            var random = jarl.env.NumpyRandom.seeded(seed);
            double[] runs = random.doubles(30).toArray();
            Interval interval = Scores.ofOneTask(runs).interval(Scores::mean, 400, seed);
            held += interval.low() <= 0.5 && interval.high() >= 0.5 ? 1 : 0;
        }
        assertThat(held).isBetween(178, 198); // 190 expected, less what a percentile interval of 30 values misses
    }

    @ParameterizedTest
    @CsvSource({
        "7, 20, 0.1811918241010821, 0.5671457233147637",
        "0, 10, 0.0, 0.27753279986288926",
        "50, 50, 0.9286524008666412, 1.0",
        "1, 3, 0.06149194472039626, 0.7923403991979523"
    })
    void haveWilsonsIntervalForShares(int successes, int trials, double low, double high) {
        Interval interval = Interval.wilson(successes, trials);
        assertThat(interval.low()).isEqualTo(low, EXACT);
        assertThat(interval.high()).isEqualTo(high, EXACT);
    }

    @Test
    void countAnEpisodeInWhichTheWorldFailedApart() {
        var evaluation = new Evaluation("world", true, List.of(
                new EpisodeResult(1, 10, 5, false, true, null),
                new EpisodeResult(2, 20, 7, true, false, null),
                EpisodeResult.failed(3, new IllegalStateException("the socket was closed"))));
        assertThat(evaluation.meanReturn()).isEqualTo(15);
        assertThat(evaluation.meanLength()).isEqualTo(6);
        assertThat(evaluation.errors()).isEqualTo(1);
        assertThat(evaluation.success().orElseThrow().share()).isEqualTo(1 / 3.0, EXACT);
        assertThat(evaluation.toString()).contains("in 1 of which the world failed");
    }

    @Test
    void saysNothingOfSuccessWhereTheWorldDoesNot() {
        var evaluation = new Evaluation("world", true, List.of(new EpisodeResult(1, 10, 5, false, null, null)));
        assertThat(evaluation.success()).isEmpty();
    }
}
