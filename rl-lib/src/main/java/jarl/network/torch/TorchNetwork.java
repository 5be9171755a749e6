package jarl.network.torch;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import jarl.network.NetworkSpec;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A multilayer perceptron in PyTorch, with a gradient written out by hand.
public final class TorchNetwork extends FlatNetwork {
    private final NetworkSpec spec;
    private final Towers towers;

    TorchNetwork(TorchEngine engine, NetworkSpec spec, float[] initial) {
        super(engine, engine.newMemory(), initial);
        this.spec = spec;
        towers = new Towers(spec, parameters, memory);
    }

    @Override
    public NetworkSpec spec() {
        return spec;
    }

    @Override
    public TorchNetwork twin() {
        float[] copy = new float[towers.size()];
        parameters(copy);
        return engine.call(() -> new TorchNetwork(engine, spec, copy));
    }

    @Override
    boolean sameAs(FlatNetwork that) {
        return that instanceof TorchNetwork network && network.spec.equals(spec);
    }

    @Override
    PtNDArray compute(PtNDArray x, int count, boolean keep) {
        return towers.forward(x, count, keep);
    }

    @Override
    @Nullable PtNDArray pullBack(PtNDArray dy, boolean onParameters, boolean onInput) {
        return towers.backward(dy, onParameters ? gradient : null, onInput);
    }

    /// Autograd follows a leaf that lies over the parameters, so it never touches these themselves.
    @Override
    PtNDArray descend(PtNDArray x, int count, Function<NDList, NDArray> loss) {
        PtNDArray leaf = JniUtils.detachGradient(parameters);
        leaf.attach(x.getManager());
        leaf.setRequiresGradient(true);
        PtNDArray number = withAutograd(() -> {
            var graph = new Towers(spec, leaf, x.getManager());
            return oneNumber(named(graph.blocks(x, count, false)), loss);
        });
        JniUtils.backward(number, Memory.scalar(x.getManager(), 1), false, false);
        JniUtils.addi(gradient, JniUtils.getGradient(leaf));
        return number;
    }

    private NDList named(PtNDArray[] blocks) {
        for (int t = 0; t < blocks.length; t++) {
            blocks[t].setName(spec.towers().get(t).name());
        }
        return new NDList(blocks);
    }
}
