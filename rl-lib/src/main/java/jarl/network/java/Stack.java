package jarl.network.java;

import jarl.network.Activation;
import jarl.network.NetworkSpec;
import jarl.network.Tower;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// A chain of dense layers: the torso, with its activation after each of them, or a tower, whose last layer is linear.
///
/// @param name      of the tower, or `torso`
/// @param layers    from the inputs up; the torso may have none
/// @param f         the activation
/// @param activated how many of the layers it follows
record Stack(String name, List<Dense> layers, Activation f, int activated) {
    static final String TORSO = "torso";

    Stack {
        layers = List.copyOf(layers);
    }

    /// The torso, then the towers in order; their parameters lie in this order in the flat vector.
    static List<Stack> of(NetworkSpec spec) {
        var stacks = new ArrayList<Stack>();
        stacks.add(chain(TORSO, spec.inputs(), spec.torso(), 0, spec.activation(), spec.torso().size()));
        int width = spec.torso().isEmpty() ? spec.inputs() : spec.torso().getLast();
        int flatAt = stacks.getFirst().parameters();
        for (Tower tower : spec.towers()) {
            var widths = new ArrayList<>(tower.hidden());
            widths.add(tower.outputs());
            int inputs = tower.constant() ? 0 : width;
            Stack stack = chain(tower.name(), inputs, widths, flatAt, spec.activation(), tower.hidden().size());
            stacks.add(stack);
            flatAt += stack.parameters();
        }
        return stacks;
    }

    private static Stack chain(
            String name, int inputs, List<Integer> widths, int flatAt, Activation f, int activated) {
        var layers = new ArrayList<Dense>();
        int width = inputs;
        int at = flatAt;
        for (int outputs : widths) {
            var layer = new Dense(width, outputs, at);
            layers.add(layer);
            at += layer.parameters();
            width = outputs;
        }
        return new Stack(name, layers, f, activated);
    }

    int parameters() {
        return layers.stream().mapToInt(Dense::parameters).sum();
    }

    /// Floats of one row that the stack gives on.
    int outputs() {
        return layers.getLast().outputs;
    }

    /// Buffers for each layer's outputs.
    Matrix[] buffers(int capacity) {
        return layers.stream().map(layer -> Matrix.rows(capacity, layer.outputs)).toArray(Matrix[]::new);
    }

    /// What the layers make of the rows `[from, to)` of x.
    ///
    /// @param values taken by each layer's outputs
    void forward(Kernels kernels, Matrix x, Matrix[] values, int from, int to) {
        for (int i = 0; i < values.length; i++) {
            Dense layer = layers.get(i);
            Matrix y = values[i];
            layer.forward(kernels, i == 0 ? x : values[i - 1], y, from, to);
            if (i < activated) {
                kernels.activate(f, y.data, y.row(from), y.row(to));
                clearPadding(y, layer.outputs, from, to);
            }
        }
    }

    /// Activations of the padding would count as inputs of the gradient.
    private static void clearPadding(Matrix y, int width, int from, int to) {
        if (width < y.down) {
            for (int row = from; row < to; row++) {
                Arrays.fill(y.data, y.row(row) + width, y.row(row + 1), 0);
            }
        }
    }

    /// Brings the last layer's pull, ∂L/∂(what the stack gives on), down to the first layer's sums.
    ///
    /// @param values of the last [#forward]
    /// @param pulls  ∂L/∂y of each layer; the last is given, the others are taken by the result
    void backward(Kernels kernels, Matrix[] values, Matrix[] pulls, int from, int to) {
        for (int i = pulls.length - 1; i >= 0; i--) {
            Matrix pull = pulls[i];
            if (i < activated) {
                kernels.slope(f, values[i].data, pull.data, pull.row(from), pull.row(to));
            }
            if (i > 0) {
                layers.get(i).inputGradient(kernels, pull, pulls[i - 1], from, to);
            }
        }
    }
}
