package jarl.network.java;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The kernels")
class KernelsTest {
    @Test
    void reckonTanhToThreeUnitsInTheLastPlaceOfOne() {
        for (float x = -10; x <= 10; x += 0.001f) {
            assertThat(Math.abs(Tanh.of(x) - Math.tanh(x))).as("tanh(%s)", x).isLessThan(2.5e-7);
        }
    }

    @Test
    void keepTanhWithinOneSoThatItsSlopeIsNeverNegative() {
        for (float x : new float[] {Tanh.LIMIT, Math.nextDown(Tanh.LIMIT), 7.9f, 7.5f, 100, Float.POSITIVE_INFINITY}) {
            assertThat(Tanh.of(x)).isBetween(0.999999f, 1f).isEqualTo(-Tanh.of(-x));
        }
    }

    @Test
    void passOnWhatIsNoNumber() {
        assertThat(Tanh.of(Float.NaN)).isNaN();
    }
}
