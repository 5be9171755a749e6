package jarl.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import jarl.env.NumpyRandom;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("First parameters by the number of inputs")
class FanInTest {
    @Test
    void fillTheRangeOfPyTorchsLinearLayer() {
        var spec = new NetworkSpec(9, List.of(100), Activation.RELU, List.of(Tower.of("q", List.of(), 50, 1)));
        float[] parameters = FanIn.parameters(spec, NumpyRandom.seeded(1));
        for (Layout.Parameter parameter : spec.layout().parameters()) {
            double bound = parameter.tower().equals("torso") ? 1 / 3.0 : 1 / 10.0;
            double squares = 0;
            for (int i = 0; i < parameter.size(); i++) {
                double value = parameters[parameter.offset() + i];
                assertThat(Math.abs(value)).isLessThanOrEqualTo(bound + 1e-7);
                squares += value * value;
            }
            // of a uniform distribution: a third of the bound's square
            assertThat(squares / parameter.size() / (bound * bound)).isCloseTo(1 / 3.0, within(0.1));
        }
    }

    @Test
    void areNoneForATowerWithoutInputs() {
        var spec = new NetworkSpec(3, List.of(), Activation.RELU, List.of(Tower.constant("log_std", 2, 0)));
        assertThatThrownBy(() -> FanIn.parameters(spec, NumpyRandom.seeded(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("log_std");
    }
}
