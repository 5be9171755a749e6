package jarl.network.java;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A dense layer")
class DenseTest {
    @Test
    void claimsItsParametersForWritingWithoutChangingABit() {
        var layer = new Dense(3, 5, 0);
        float[] odd = {0f, -0f, 1.5f, -Float.MIN_VALUE, Float.MAX_VALUE, Float.NEGATIVE_INFINITY, Float.NaN};
        for (int i = 0; i < layer.theta.length; i++) {
            layer.theta[i] = odd[i / Matrix.LANES % odd.length];
        }
        float[] before = layer.theta.clone();

        layer.claim(0, layer.rows());

        assertThat(layer.theta).containsExactly(before);
        assertThat(Float.floatToRawIntBits(layer.theta[Matrix.LANES]))
                .as("the zero below zero")
                .isEqualTo(Float.floatToRawIntBits(-0f));
    }
}
