package jarl.network;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The names, places and shapes of a network's parameters in its flat vector: the exchange format of engines,
/// checkpoints and exports. A weight is `[out, in]` in row-major order, as PyTorch's `Linear` has it; its bias follows.
/// The torso comes first (`torso.0.weight`, `torso.0.bias`, `torso.1.weight` …), then each tower in order
/// (`actor.0.weight` … with the last layer numbered on; a constant tower is the one parameter `log_std`).
public record Layout(List<Parameter> parameters) {

    /// One array of parameters.
    ///
    /// @param name   as in the checkpoint: `actor.2.weight`
    /// @param offset of its first element in the flat vector
    /// @param shape  `[out, in]` of a weight, `[out]` of a bias or a constant
    /// @param tower  whose it is; `torso` for the shared layers
    public record Parameter(String name, int offset, int[] shape, String tower) {
        public int size() {
            return Arrays.stream(shape).reduce(1, Math::multiplyExact);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Parameter that
                    && name.equals(that.name)
                    && offset == that.offset
                    && Arrays.equals(shape, that.shape)
                    && tower.equals(that.tower);
        }

        @Override
        public int hashCode() {
            return name.hashCode() * 31 + offset;
        }

        @Override
        public String toString() {
            return name + Arrays.toString(shape) + "@" + offset;
        }
    }

    public Layout {
        parameters = List.copyOf(parameters);
    }

    /// How many floats the flat vector has.
    public int size() {
        return parameters.stream().mapToInt(Parameter::size).sum();
    }

    static Layout of(NetworkSpec spec) {
        var builder = new Builder();
        int width = builder.layers("torso", spec.inputs(), spec.torso());
        for (Tower tower : spec.towers()) {
            if (tower.constant()) {
                builder.add(tower.name(), tower.name(), tower.outputs());
            } else {
                var widths = new ArrayList<>(tower.hidden());
                widths.add(tower.outputs());
                builder.layers(tower.name(), width, widths);
            }
        }
        return new Layout(builder.parameters);
    }

    private static final class Builder {
        private final List<Parameter> parameters = new ArrayList<>();
        private int offset;

        int layers(String tower, int inputs, List<Integer> widths) {
            int width = inputs;
            for (int layer = 0; layer < widths.size(); layer++) {
                int out = widths.get(layer);
                add(tower + "." + layer + ".weight", tower, out, width);
                add(tower + "." + layer + ".bias", tower, out);
                width = out;
            }
            return width;
        }

        void add(String name, String tower, int... shape) {
            var parameter = new Parameter(name, offset, shape, tower);
            parameters.add(parameter);
            offset = Math.addExact(offset, parameter.size());
        }
    }
}
