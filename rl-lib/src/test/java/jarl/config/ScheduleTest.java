package jarl.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Schedules")
class ScheduleTest {
    @Test
    void goFromTheFirstNumberToTheSecond() {
        Schedule schedule = Schedule.of("linear:3e-4:0");

        assertThat(schedule.exactly(0)).isEqualTo(3e-4);
        assertThat(schedule.exactly(0.5)).isEqualTo(1.5e-4);
        assertThat(schedule.exactly(1)).isZero();
    }

    @Test
    void multiplyByEqualFactorsOverEqualProgress() {
        Schedule schedule = Schedule.of("exponential:1:0.01");

        assertThat(schedule.exactly(0.5)).isEqualTo(0.1, within(1e-15));
        assertThat(schedule.exactly(1)).isEqualTo(0.01);
    }

    @Test
    void areLinearBetweenThePointsOfAMap() {
        Schedule schedule = Schedule.of(Map.of(0.0, 1.0, "0.5", 0.5, 1L, 0.1));

        assertThat(schedule.exactly(0.25)).isEqualTo(0.75);
        assertThat(schedule.exactly(0.75)).isEqualTo(0.3, within(1e-15));
    }

    @Test
    void areConstantWhereANumberStands() {
        assertThat(Schedule.of(0.2).at(0.7)).isEqualTo(0.2f);
        assertThat(Schedule.of("2e-3").exactly(0)).isEqualTo(2e-3);
    }

    @Test
    void standStillBeforeTheBeginningAndAfterTheEnd() {
        assertThat(Schedule.linear(1, 0).exactly(-1)).isEqualTo(1);
        assertThat(Schedule.linear(1, 0).exactly(2)).isZero();
        assertThat(Schedule.of(Map.of(0.2, 5, 0.4, 7)).exactly(0)).isEqualTo(5);
    }

    @Test
    void areWrittenAsTheyAreRead() {
        assertThat(Schedule.of(Schedule.linear(3e-4, 0).toString())).isEqualTo(Schedule.linear(3e-4, 0));
        assertThat(Schedule.of(Schedule.exponential(1, 0.05).toString())).isEqualTo(Schedule.exponential(1, 0.05));
    }

    @ParameterizedTest
    @ValueSource(strings = {"linear:1", "liner:1:0", "linear:1:x", "exponential:1:0", "fast", "", "nan"})
    void areRefusedIfTheyCannotBeRead(String written) {
        assertThatThrownBy(() -> Schedule.of(written)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void goOverARunFromZeroToOne() {
        assertThatThrownBy(() -> Schedule.of(Map.of(0, 1, 2, 3))).hasMessageContaining("progress goes from 0 to 1");
    }
}
