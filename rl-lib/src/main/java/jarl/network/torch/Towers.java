package jarl.network.torch;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.JniUtils;
import jarl.network.Layout;
import jarl.network.NetworkSpec;
import jarl.network.Tower;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The layers of a whole network: the torso, and on it the towers, whose outputs lie side by side.
final class Towers {
    private final NetworkSpec spec;
    private final PtNDArray[] parameters; // views, in the order of the layout
    private final Layers torso;
    private final List<Block> blocks = new ArrayList<>();
    private final int size;

    /// A tower and where it stands.
    ///
    /// @param first  number of its first parameter in the layout
    /// @param column its first output
    /// @param layers null: a constant
    private record Block(int first, int column, int width, @Nullable Layers layers) {}

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
        int first = 2 * spec.torso().size();
        int column = 0;
        for (Tower tower : spec.towers()) {
            int depth = tower.hidden().size() + 1;
            Layers layers = tower.constant()
                    ? null
                    : new Layers(spec.activation(), true, first, depth, parameters, zero, leak);
            blocks.add(new Block(first, column, tower.outputs(), layers));
            first += tower.constant() ? 1 : 2 * depth;
            column += tower.outputs();
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
        PtNDArray[] outputs = blocks(x, count, keep);
        return outputs.length == 1 ? outputs[0] : JniUtils.cat(outputs, 1);
    }

    /// The output of each tower, rows `[count, tower's outputs]`.
    PtNDArray[] blocks(PtNDArray x, int count, boolean keep) {
        PtNDArray features = torso.forward(x, keep);
        var outputs = new PtNDArray[blocks.size()];
        for (int t = 0; t < outputs.length; t++) {
            Block block = blocks.get(t);
            outputs[t] = block.layers() != null
                    ? block.layers().forward(features, keep)
                    : JniUtils.add(Memory.zeros(x.getManager(), count, block.width()), parameters[block.first()]);
        }
        return outputs;
    }

    /// Adds to `gradient`, where there is one, what `dy` puts on each parameter.
    ///
    /// @param dy    rows `[count, outputs]`, in whose memory the results live
    /// @param input whether the gradient on the input rows is wanted
    /// @return rows `[count, inputs]` where wanted
    @Nullable PtNDArray backward(PtNDArray dy, @Nullable PtNDArray gradient, boolean input) {
        PtNDArray @Nullable [] gradients = gradient == null ? null : new PtNDArray[parameters.length];
        boolean below = input || !spec.torso().isEmpty();
        PtNDArray onFeatures = null;
        for (Block block : blocks) {
            PtNDArray own = blocks.size() == 1
                    ? dy
                    : JniUtils.slice(dy, 1, block.column(), (long) block.column() + block.width(), 1);
            if (block.layers() != null) {
                onFeatures = sum(onFeatures, block.layers().backward(own, gradients, below));
            } else if (gradients != null) {
                gradients[block.first()] = JniUtils.sum(own, new long[] {0}, false);
            }
        }
        PtNDArray onInputs = null;
        if (below) {
            onInputs = torso.backward(onFeatures != null ? onFeatures : noFeatures(dy), gradients, input);
        }
        if (gradient != null && gradients != null) {
            JniUtils.addi(gradient, JniUtils.cat(gradients, 0));
        }
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
