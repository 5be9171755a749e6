package jarl.network.torch;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.JniUtils;
import jarl.network.Layout;
import jarl.network.NetworkSpec;
import jarl.network.Tower;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The layers of a whole network: the torso, and on it the towers, whose outputs lie side by side.
final class Towers {
    private final NetworkSpec spec;
    private final Layers torso;
    private final @Nullable Layers[] layers; // of each tower; null: a constant
    private final PtNDArray[] parameters;
    private final int size;

    /// @param flat   all parameters, in the order of the layout
    /// @param memory for the constants of the arithmetic
    Towers(NetworkSpec spec, PtNDArray flat, PtNDManager memory) {
        this.spec = spec;
        Layout layout = spec.layout();
        size = layout.size();
        parameters = layout.parameters().stream()
                .map(parameter -> Layers.view(flat, parameter.offset(), parameter.size(), parameter.shape()))
                .toArray(PtNDArray[]::new);
        PtNDArray zero = Memory.scalar(memory, 0);
        PtNDArray leak = Memory.scalar(memory, Layers.LEAK);
        torso = new Layers(spec.activation(), false, 0, spec.torso().size(), parameters, zero, leak);
        layers = new Layers[spec.towers().size()];
        int first = 2 * spec.torso().size();
        for (int t = 0; t < layers.length; t++) {
            Tower tower = spec.towers().get(t);
            if (tower.constant()) {
                first++;
            } else {
                int depth = tower.hidden().size() + 1;
                layers[t] = new Layers(spec.activation(), true, first, depth, parameters, zero, leak);
                first += 2 * depth;
            }
        }
    }

    /// How many floats the parameters have.
    int size() {
        return size;
    }

    /// Runs rows through all towers; `keep`: for [#backward].
    ///
    /// @param x rows `[count, inputs]`, in whose memory the results live
    /// @return rows `[count, outputs]`
    PtNDArray forward(PtNDArray x, int count, boolean keep) {
        PtNDArray[] blocks = blocks(x, count, keep);
        return blocks.length == 1 ? blocks[0] : JniUtils.cat(blocks, 1);
    }

    /// The output of each tower, rows `[count, tower's outputs]`.
    PtNDArray[] blocks(PtNDArray x, int count, boolean keep) {
        PtNDArray features = torso.forward(x, keep);
        var blocks = new PtNDArray[layers.length];
        int parameter = 2 * spec.torso().size();
        for (int t = 0; t < layers.length; t++) {
            Tower tower = spec.towers().get(t);
            Layers own = layers[t];
            if (own == null) {
                PtNDArray rows = Memory.zeros(x.getManager(), count, tower.outputs());
                blocks[t] = JniUtils.add(rows, parameters[parameter]);
            } else {
                blocks[t] = own.forward(features, keep);
            }
            parameter += tower.constant() ? 1 : 2 * (tower.hidden().size() + 1);
        }
        return blocks;
    }

    /// Adds to `gradient` what `dy` puts on each parameter.
    ///
    /// @param dy    rows `[count, outputs]`, in whose memory the results live
    /// @param input whether the gradient on the input rows is wanted
    /// @return rows `[count, inputs]` where wanted
    @Nullable PtNDArray backward(PtNDArray dy, PtNDArray gradient, boolean input) {
        var gradients = new PtNDArray[parameters.length];
        boolean below = input || !spec.torso().isEmpty();
        PtNDArray onFeatures = null;
        int column = 0;
        int parameter = 2 * spec.torso().size();
        for (int t = 0; t < layers.length; t++) {
            Tower tower = spec.towers().get(t);
            PtNDArray block = layers.length == 1
                    ? dy
                    : JniUtils.slice(dy, 1, column, (long) column + tower.outputs(), 1);
            Layers own = layers[t];
            if (own == null) {
                gradients[parameter] = JniUtils.sum(block, new long[] {0}, false);
            } else {
                onFeatures = sum(onFeatures, own.backward(block, gradients, below));
            }
            column += tower.outputs();
            parameter += tower.constant() ? 1 : 2 * (tower.hidden().size() + 1);
        }
        PtNDArray onInputs = onFeatures;
        if (below) {
            onInputs = torso.backward(onFeatures != null ? onFeatures : noFeatures(dy), gradients, input);
        }
        JniUtils.addi(gradient, JniUtils.cat(gradients, 0));
        return onInputs;
    }

    private static @Nullable PtNDArray sum(@Nullable PtNDArray a, @Nullable PtNDArray b) {
        if (a == null || b == null) {
            return a == null ? b : a;
        }
        JniUtils.addi(a, b);
        return a;
    }

    /// Where all towers are constant, nothing reaches the torso.
    private PtNDArray noFeatures(PtNDArray dy) {
        List<Integer> widths = spec.torso();
        int width = widths.isEmpty() ? spec.inputs() : widths.getLast();
        return Memory.zeros(dy.getManager(), dy.getShape().get(0), width);
    }
}
