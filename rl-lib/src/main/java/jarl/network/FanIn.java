package jarl.network;

import java.util.random.RandomGenerator;

/// PyTorch's first parameters of a linear layer: weights and biases uniform in ±1/√inputs. Biases other than 0 let relu
/// units part the inputs in different places from the start, which matters where observations are small and few.
///
/// @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.nn.Linear.html">torch.nn.Linear</a>
public final class FanIn {
    private FanIn() {}

    /// First parameters of a network without constant towers; the towers' gains are not looked at.
    ///
    /// @return the flat vector, shape `[spec.layout().size()]`
    /// @throws IllegalArgumentException if a tower is constant, for then it has no inputs
    public static float[] parameters(NetworkSpec spec, RandomGenerator random) {
        if (spec.towers().stream().anyMatch(Tower::constant)) {
            throw new IllegalArgumentException("A constant tower has no inputs to be initialised by: " + spec.towers());
        }
        float[] flat = new float[spec.layout().size()];
        double bound = 0;
        for (Layout.Parameter parameter : spec.layout().parameters()) {
            boolean weight = parameter.shape().length == 2; // its bias follows, with the same bound
            bound = weight ? 1 / Math.sqrt(parameter.shape()[1]) : bound;
            for (int i = 0; i < parameter.size(); i++) {
                flat[parameter.offset() + i] = (float) random.nextDouble(-bound, bound);
            }
        }
        return flat;
    }
}
