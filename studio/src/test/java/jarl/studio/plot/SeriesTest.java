package jarl.studio.plot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A series")
class SeriesTest {
    @Test
    void isSmoothedByTheMeanOfTheLastValues() {
        var series = new Series(new double[] {1, 2, 3, 4}, new double[] {2, 4, 6, 20});

        assertThat(series.smoothed(3).y()).containsExactly(2, 3, 4, 10);
        assertThat(series.smoothed(1).y()).containsExactly(2, 4, 6, 20);
    }

    @Test
    void ofAMillionPointsIsThinnedToTwoThousandThatKeepEverySpike() {
        var random = new Random(1);
        double[] y = random.doubles(1_000_000).toArray();
        y[123_456] = 50;
        y[765_432] = -50;
        var series = new Series(IntStream.range(0, y.length).asDoubleStream().toArray(), y);

        Series thin = series.thinned(2000);

        assertThat(thin.size()).isLessThanOrEqualTo(2000).isGreaterThan(1990);
        assertThat(thin.y()).contains(50, -50);
        assertThat(thin.first()).isZero();
        assertThat(thin.last()).isEqualTo(999_999);
        assertThat(thin.x()).isEqualTo(Arrays.stream(thin.x()).sorted().toArray());
    }

    @Test
    void thatIsShortIsNotThinned() {
        var series = new Series(new double[] {1, 2}, new double[] {3, 4});

        assertThat(series.thinned(4)).isSameAs(series);
    }

    @Test
    void liesOnStraightLinesBetweenItsPoints() {
        var series = new Series(new double[] {0, 10, 10, 20}, new double[] {0, 5, 7, 9});

        assertThat(series.at(5)).isEqualTo(2.5);
        assertThat(series.at(15)).isEqualTo(8);
        assertThat(series.at(-1)).isZero();                  // beyond an end: the end
        assertThat(series.at(25)).isEqualTo(9);
    }
}
