package jarl.studio.plot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The marks on an axis")
class TickTest {
    @Test
    void areRoundNumbersInsideTheRange() {
        assertThat(labels(Tick.linear(3, 97, 5))).containsExactly("20", "40", "60", "80");
        assertThat(labels(Tick.linear(-0.3, 0.25, 5))).containsExactly("−0.2", "0", "0.2");
        assertThat(labels(Tick.linear(0, 1, 4))).containsExactly("0", "0.5", "1.0");
    }

    @Test
    void shortenThousandsAndMillions() {
        assertThat(labels(Tick.linear(0, 170_000, 4))).containsExactly("0", "50k", "100k", "150k");
        assertThat(labels(Tick.linear(0, 2_600_000, 5))).containsExactly("0", "1M", "2M");
        assertThat(labels(Tick.linear(0, 9000, 3))).containsExactly("0", "5000");
    }

    @Test
    void writeTinyNumbersByTheirPowerOfTen() {
        assertThat(labels(Tick.linear(0, 5e-5, 3))).containsExactly("0", "0.00002", "0.00004");   // still readable
        assertThat(labels(Tick.linear(0, 5e-9, 3))).containsExactly("0", "2e-9", "4e-9");
    }

    @Test
    void arePowersOfTenOnALogarithmicAxis() {
        assertThat(labels(Tick.logarithmic(-2, 1))).containsExactly("0.01", "0.1", "1", "10");
        assertThat(labels(Tick.logarithmic(0, 1))).containsExactly("1", "2", "5", "10");
    }

    private static List<String> labels(List<Tick> ticks) {
        return ticks.stream().map(Tick::label).toList();
    }
}
