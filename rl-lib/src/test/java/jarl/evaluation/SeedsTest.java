package jarl.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Seeds of training, validation and test")
class SeedsTest {
    @Test
    void neverMeet() {
        for (long number : new long[] {0, 1, -1, Long.MAX_VALUE, Long.MIN_VALUE, 1L << 31, 0x5DEECE66DL}) {
            assertThat(Seeds.training(number)).isBetween(0L, (1L << 31) - 1);
        }
        long[] validation = Seeds.validation(1000);
        long[] test = Seeds.test(0, 1000);
        assertThat(Arrays.stream(validation).min().orElseThrow()).isGreaterThanOrEqualTo(1L << 31);
        assertThat(Arrays.stream(validation).max().orElseThrow())
                .isLessThan(Arrays.stream(test).min().orElseThrow());
    }
}
