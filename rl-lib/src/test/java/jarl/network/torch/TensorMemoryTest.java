package jarl.network.torch;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import jarl.network.Activation;
import jarl.network.NetworkSpec;
import jarl.network.Tower;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Memory of tensors")
class TensorMemoryTest {
    @Test
    void isTheNumberOfElementsTimesTheirWidthUntilTheTensorIsClosed() {
        try (NDManager memory = NDManager.newBaseManager()) {
            NDArray floats = memory.zeros(new Shape(10, 100));
            NDArray doubles = memory.zeros(new Shape(7), DataType.FLOAT64);
            assertThat(TensorMemory.of(floats)).isEqualTo(4000);
            assertThat(TensorMemory.of(new NDList(floats, doubles))).isEqualTo(4056);
            floats.close();
            assertThat(TensorMemory.of(floats)).isZero();
        }
    }

    @Test
    void ofANetworkIsThatOfItsParametersAndTheirGradient() {
        var spec = new NetworkSpec(3, List.of(), Activation.TANH, List.of(Tower.of("actor", List.of(), 2, 1)));
        try (var engine = TorchEngine.open("cpu"); var network = engine.network(spec, new SplittableRandom(1))) {
            assertThat(TensorMemory.of(network)).isEqualTo(2 * 4 * (3 * 2 + 2));
        }
    }

    @Test
    void isNoneOfOtherValues() {
        assertThat(TensorMemory.of("text")).isZero();
        assertThat(TensorMemory.of(null)).isZero();
    }
}
