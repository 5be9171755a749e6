package jarl.network.torch;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.training.ParameterStore;
import jarl.network.Layout;
import jarl.network.NetworkSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Any block of DJL as a network: convolutions, attention, whatever takes one tensor of rows to one or several of rows.
/// Its gradient is autograd's. Several outputs lie side by side.
///
/// While it learns, the block runs in training mode (dropout drops, batch normalization gathers), in [#infer] it does
/// not. Its parameters bear the block's own names, all in one tower `block`.
public final class TorchBlock extends FlatNetwork {
    /// The one tower.
    public static final String TOWER = "block";

    private final Supplier<Block> maker;
    private final Shape row;
    private final Block block;
    private final Layout layout;
    private final int outputs;
    private final PtNDArray[] leaves; // views of the parameters that autograd follows
    private final ParameterStore store;
    private @Nullable PtNDArray input; // of the last forward
    private @Nullable PtNDArray output;

    private TorchBlock(TorchEngine engine, PtNDManager memory, Supplier<Block> maker, Shape row, Born born) {
        super(engine, memory, born.values());
        this.maker = maker;
        this.row = row;
        block = born.block();
        layout = born.layout();
        outputs = Arrays.stream(block.getOutputShapes(new Shape[] {batch(row, 1)}))
                .mapToInt(shape -> Math.toIntExact(shape.size()))
                .sum();
        leaves = new PtNDArray[layout.parameters().size()];
        for (int i = 0; i < leaves.length; i++) {
            leaves[i] = rehouse(block.getParameters().valueAt(i), layout.parameters().get(i));
        }
        store = new ParameterStore(memory, false);
    }

    /// A block with the parameters that its own initializers drew, and a copy of these.
    private record Born(Block block, Layout layout, float[] values) {}

    static TorchBlock of(TorchEngine engine, Supplier<Block> maker, Shape row, int seed) {
        PtNDManager memory = engine.newMemory();
        try {
            return new TorchBlock(engine, memory, maker, row, born(engine, maker.get(), row, seed));
        } catch (RuntimeException e) {
            memory.close();
            throw e;
        }
    }

    private static Born born(TorchEngine engine, Block block, Shape row, int seed) {
        PtNDManager draft = engine.newMemory();
        try (draft) {
            JniUtils.setSeed(seed);
            block.initialize(draft, DataType.FLOAT32, batch(row, 1));
            var parameters = new ArrayList<Layout.Parameter>();
            int offset = 0;
            for (var entry : block.getParameters()) {
                int[] shape = Arrays.stream(entry.getValue().getShape().getShape())
                        .mapToInt(Math::toIntExact)
                        .toArray();
                var parameter = new Layout.Parameter(entry.getKey(), offset, shape, TOWER);
                parameters.add(parameter);
                offset = Math.addExact(offset, parameter.size());
            }
            float[] values = new float[offset];
            List<Parameter> initialized = block.getParameters().values();
            for (int i = 0; i < initialized.size(); i++) {
                float[] drawn = initialized.get(i).getArray().toFloatArray();
                System.arraycopy(drawn, 0, values, parameters.get(i).offset(), drawn.length);
                initialized.get(i).close();
            }
            return new Born(block, new Layout(parameters), values);
        }
    }

    private static Shape batch(Shape row, long count) {
        return new Shape(count).addAll(row);
    }

    /// Gives a parameter of the block its place in the flat tensor.
    private PtNDArray rehouse(Parameter parameter, Layout.Parameter place) {
        PtNDArray leaf = JniUtils.detachGradient(Layers.view(parameters, place.offset(), place.size(), place.shape()));
        parameter.setInitializer((manager, shape, type) -> leaf);
        parameter.initialize(memory, DataType.FLOAT32); // DJL has no other way to set an array whose shape is known
        return leaf;
    }

    /// Always refused: a block is no perceptron.
    ///
    /// @throws UnsupportedOperationException always
    @Override
    public NetworkSpec spec() {
        throw new UnsupportedOperationException(
                "This network is a DJL block, which a NetworkSpec cannot describe; layout() names its parameters");
    }

    @Override
    public Layout layout() {
        return layout;
    }

    @Override
    public int inputs() {
        return Math.toIntExact(row.size());
    }

    @Override
    public int outputs() {
        return outputs;
    }

    @Override
    public TorchBlock twin() {
        float[] copy = new float[layout.size()];
        parameters(copy);
        TorchBlock twin = engine.call(() -> of(engine, maker, row, 0));
        twin.load(copy);
        return twin;
    }

    @Override
    boolean sameAs(FlatNetwork that) {
        return that instanceof TorchBlock other && other.layout.equals(layout) && other.row.equals(row);
    }

    @Override
    PtNDArray compute(PtNDArray x, int count, boolean keep) {
        if (!keep) {
            return sideBySide(run(x, count, false), count);
        }
        x.setRequiresGradient(true);
        PtNDArray y = withAutograd(() -> sideBySide(run(x, count, true), count));
        input = x;
        output = y;
        return y;
    }

    private NDList run(PtNDArray x, int count, boolean training) {
        PtNDArray shaped = JniUtils.reshape(x, batch(row, count).getShape());
        return block.forward(store, new NDList(shaped), training);
    }

    private static PtNDArray sideBySide(NDList outputs, int count) {
        PtNDArray[] blocks = outputs.stream()
                .map(output -> JniUtils.reshape((PtNDArray) output, new long[] {count, -1}))
                .toArray(PtNDArray[]::new);
        return blocks.length == 1 ? blocks[0] : JniUtils.cat(blocks, 1);
    }

    @Override
    @Nullable PtNDArray pullBack(PtNDArray dy, boolean onParameters, boolean onInput) {
        if (input == null || output == null) {
            throw new IllegalStateException("backward needs a forward before it");
        }
        JniUtils.zeroGrad(input);
        JniUtils.backward(output, dy, true, false);
        if (onParameters) {
            gather(dy.getManager());
        } else {
            clearLeaves();
        }
        return onInput ? gradientOf(input, dy.getManager()) : null;
    }

    @Override
    PtNDArray descend(PtNDArray x, int count, Function<NDList, NDArray> loss) {
        PtNDArray number = withAutograd(() -> oneNumber(run(x, count, true), loss));
        JniUtils.backward(number, Memory.scalar(x.getManager(), 1), false, false);
        gather(x.getManager());
        return number;
    }

    /// Moves what autograd has left on the leaves into the flat gradient.
    private void gather(PtNDManager step) {
        var pieces = new PtNDArray[leaves.length];
        for (int i = 0; i < leaves.length; i++) {
            pieces[i] = JniUtils.reshape(gradientOf(leaves[i], step), new long[] {-1});
        }
        JniUtils.addi(gradient, JniUtils.cat(pieces, 0));
        clearLeaves();
    }

    private void clearLeaves() {
        for (PtNDArray leaf : leaves) {
            JniUtils.zeroGrad(leaf);
        }
    }

    private static PtNDArray gradientOf(PtNDArray leaf, PtNDManager step) {
        PtNDArray gradient = JniUtils.getGradient(leaf);
        if (gradient == null) {
            return Memory.zeros(step, leaf.getShape().getShape()); // nothing depends on it
        }
        gradient.attach(step);
        return gradient;
    }
}
