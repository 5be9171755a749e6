package jarl.network.torch;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import org.jspecify.annotations.Nullable;

/// How much memory outside of Java's heap a value of DJL or of this engine stands for.
public final class TensorMemory {
    private TensorMemory() {}

    /// Bytes of a tensor, of a list of tensors, or of a network's parameters with their gradient; 0 for what is closed and
    /// for all other values.
    public static long of(@Nullable Object value) {
        return switch (value) {
            case NDArray closed when closed.isReleased() -> 0;
            case NDArray tensor -> tensor.size() * tensor.getDataType().getNumOfBytes();
            case NDList tensors -> tensors.stream().mapToLong(TensorMemory::of).sum();
            case FlatNetwork network -> of(network.parameters) + of(network.gradient);
            case null, default -> 0;
        };
    }
}
