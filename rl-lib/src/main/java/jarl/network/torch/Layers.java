package jarl.network.torch;

import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import jarl.network.Activation;
import org.jspecify.annotations.Nullable;

/// A chain of linear layers: a torso, or one tower. The chain remembers what went into each layer at the last forward
/// that was told to keep it, for [#backward].
///
/// The gradient is written out by hand: it needs a third of autograd's calls. Results live in the memory of the first
/// operand of an operation, so parameters (which live as long as the network) never come first.
final class Layers {
    private final Activation activation;
    private final boolean linearLast;
    private final int first;
    private final PtNDArray[] weights;
    private final PtNDArray[] biases;
    private final @Nullable PtNDArray[] kept;
    private final PtNDArray zero;
    private final PtNDArray leak;

    /// @param first      number of its first parameter in the layout
    /// @param parameters views of all parameters, in the layout's order
    /// @param linearLast whether the last layer goes without activation, as a tower's does
    Layers(
            Activation activation,
            boolean linearLast,
            int first,
            int layers,
            PtNDArray[] parameters,
            PtNDArray zero,
            PtNDArray leak) {
        this.activation = activation;
        this.linearLast = linearLast;
        this.first = first;
        this.zero = zero;
        this.leak = leak;
        weights = new PtNDArray[layers];
        biases = new PtNDArray[layers];
        kept = new PtNDArray[layers + 1];
        for (int layer = 0; layer < layers; layer++) {
            weights[layer] = parameters[first + 2 * layer];
            biases[layer] = parameters[first + 2 * layer + 1];
        }
    }

    /// Runs rows through the chain; `keep`: for [#backward].
    ///
    /// @return a tensor of its own, or `x` where there are no layers
    PtNDArray forward(PtNDArray x, boolean keep) {
        PtNDArray h = x;
        for (int layer = 0; layer < weights.length; layer++) {
            if (keep) {
                kept[layer] = h;
            }
            h = JniUtils.linear(h, weights[layer], biases[layer]);
            if (activates(layer)) {
                h = activate(h);
            }
        }
        if (keep) {
            kept[weights.length] = h;
        }
        return h;
    }

    private boolean activates(int layer) {
        return !linearLast || layer < weights.length - 1;
    }

    private PtNDArray activate(PtNDArray h) {
        return switch (activation) {
            case TANH -> JniUtils.tanh(h);
            case RELU -> JniUtils.relu(h);
            case LEAKY_RELU -> JniUtils.leakyRelu(h, LEAK);
            case SIGMOID -> JniUtils.sigmoid(h);
            case LINEAR -> h;
        };
    }

    static final double LEAK = 0.01;

    /// Runs a gradient back through the chain.
    ///
    /// @param dh        gradient on what [#forward] gave
    /// @param gradients taken by the flattened gradients of its parameters, in the layout's order; null: not wanted
    /// @param input     whether the gradient on its input is wanted
    /// @return the gradient on its input, or null
    @Nullable PtNDArray backward(PtNDArray dh, PtNDArray @Nullable [] gradients, boolean input) {
        PtNDArray onOutput = dh;
        for (int layer = weights.length - 1; layer >= 0; layer--) {
            PtNDArray dz = activates(layer) ? throughActivation(onOutput, kept(layer + 1)) : onOutput;
            if (gradients != null) {
                PtNDArray onWeight = JniUtils.matmul(JniUtils.transpose(dz, 0, 1), kept(layer));
                gradients[first + 2 * layer] = JniUtils.reshape(onWeight, new long[] {-1});
                gradients[first + 2 * layer + 1] = JniUtils.sum(dz, new long[] {0}, false);
            }
            if (layer == 0 && !input) {
                return null;
            }
            onOutput = JniUtils.matmul(dz, weights[layer]);
        }
        return input ? onOutput : null;
    }

    private PtNDArray kept(int layer) {
        PtNDArray h = kept[layer];
        if (h == null) {
            throw new IllegalStateException("backward needs a forward before it");
        }
        return h;
    }

    /// The slope of an activation, told from its result `h`.
    private PtNDArray throughActivation(PtNDArray dh, PtNDArray h) {
        return switch (activation) {
            case TANH -> {
                PtNDArray lost = JniUtils.mul(dh, h);
                JniUtils.muli(lost, h);
                yield JniUtils.sub(dh, lost);
            }
            case RELU -> JniUtils.mul(dh, JniUtils.gt(h, zero));
            case LEAKY_RELU -> JniUtils.where(JniUtils.gt(h, zero), dh, JniUtils.mul(dh, leak));
            case SIGMOID -> {
                PtNDArray slope = JniUtils.mul(dh, h);
                PtNDArray lost = JniUtils.mul(slope, h);
                JniUtils.subi(slope, lost);
                yield slope;
            }
            case LINEAR -> dh;
        };
    }

    /// A view of one parameter in the flat vector.
    static PtNDArray view(PtNDArray flat, int offset, int size, int[] shape) {
        long[] dimensions = new long[shape.length];
        for (int i = 0; i < shape.length; i++) {
            dimensions[i] = shape[i];
        }
        PtNDArray slice = JniUtils.slice(flat, 0, offset, (long) offset + size, 1);
        return JniUtils.reshape(slice, dimensions);
    }
}
