package jarl.network.torch;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.JniUtils;
import jarl.network.Network;
import jarl.network.NetworkSpec;
import jarl.network.Optimizer;
import jarl.network.OptimizerConfig;
import jarl.network.Rows;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A multilayer perceptron in PyTorch. Its parameters are one flat tensor in the order of the layout, and so is their
/// gradient; the layers look into them.
public final class TorchNetwork implements Network {
    private final TorchEngine engine;
    private final NetworkSpec spec;
    private final PtNDManager memory;
    private final PtNDArray parameters;
    private final PtNDArray gradient;
    private final Towers towers;
    private final Memory.Stage inferStage = new Memory.Stage();
    private final Memory.Stage forwardStage = new Memory.Stage();
    private final Memory.Stage backwardStage = new Memory.Stage();
    private final Set<String> optimized = new HashSet<>();
    private @Nullable PtNDManager tape; // what the last forward keeps
    private int tapeRows;
    private boolean closed;

    TorchNetwork(TorchEngine engine, NetworkSpec spec, float[] initial) {
        this.engine = engine;
        this.spec = spec;
        memory = engine.newMemory();
        parameters = Memory.tensor(memory, initial, initial.length);
        gradient = Memory.zeros(memory, initial.length);
        towers = new Towers(spec, parameters, memory);
    }

    @Override
    public NetworkSpec spec() {
        return spec;
    }

    TorchEngine engine() {
        return engine;
    }

    @Override
    public void parameters(float[] into) {
        requireSize(into);
        run(() -> Memory.read(parameters, into, size()));
    }

    @Override
    public void load(float[] from) {
        requireSize(from);
        run(() -> {
            try (PtNDArray values = Memory.tensor(memory, from, from.length)) {
                Memory.copy(parameters, values, size());
            }
        });
    }

    @Override
    public void gradient(float[] into) {
        requireSize(into);
        run(() -> Memory.read(gradient, into, size()));
    }

    @Override
    public void blend(Network from, float tau) {
        if (!(from instanceof TorchNetwork that) || that.engine != engine || !that.spec.equals(spec)) {
            throw new IllegalArgumentException(
                    "A network blends with one of the same spec and engine, not with " + from.spec());
        }
        run(() -> {
            that.requireOpen();
            if (tau == 1) {
                Memory.copy(parameters, that.parameters, size());
                return;
            }
            try (PtNDManager step = engine.newMemory()) {
                PtNDArray theirs = JniUtils.mul(Memory.scalar(step, tau), that.parameters);
                JniUtils.muli(parameters, Memory.scalar(step, 1 - tau));
                JniUtils.addi(parameters, theirs);
            }
        });
    }

    @Override
    public TorchNetwork twin() {
        float[] copy = new float[size()];
        parameters(copy);
        return engine.call(() -> new TorchNetwork(engine, spec, copy));
    }

    @Override
    public void infer(Rows x, Rows y) {
        requireWidths(x, y);
        run(() -> {
            try (PtNDManager step = engine.newMemory()) {
                PtNDArray outputs = towers.forward(inferStage.tensor(step, x), x.count(), false);
                Memory.read(outputs, y.data(), x.count() * y.width());
            }
        });
    }

    @Override
    public void forward(Rows x, Rows y) {
        requireWidths(x, y);
        run(() -> {
            forget();
            PtNDManager kept = engine.newMemory();
            tape = kept;
            tapeRows = x.count();
            PtNDArray outputs = towers.forward(forwardStage.tensor(kept, x), x.count(), true);
            Memory.read(outputs, y.data(), x.count() * y.width());
        });
    }

    /// Adds to the gradient that of a loss written in DJL, and returns the loss. Autograd is on while `loss` runs.
    ///
    /// Everything that `loss` makes from its argument ends with this call: use numbers that outlive it in Java arrays,
    /// not in tensors. Make other tensors with the manager of the outputs, `y.getManager().create(…)`.
    ///
    /// ```java
    /// network.learn(x, y -> y.get("critic").sub(y.getManager().create(returns, new Shape(n, 1))).square().mean());
    /// optimizer.step(3e-4f, 0.5f);
    /// ```
    ///
    /// @param x    rows `[count, inputs()]`
    /// @param loss takes the output of each tower under the tower's name, `[count, tower's outputs]`; gives one number
    /// @throws IllegalArgumentException if the loss is not one number
    /// @throws IllegalStateException    if it does not depend on the network
    public float learn(Rows x, Function<NDList, NDArray> loss) {
        requireInputs(x);
        float[] value = new float[1];
        run(() -> {
            try (PtNDManager step = engine.newMemory()) {
                PtNDArray leaf = JniUtils.detachGradient(parameters);
                leaf.attach(step);
                leaf.setRequiresGradient(true);
                PtNDArray inputs = inferStage.tensor(step, x);
                PtNDArray scalar = withAutograd(() -> onOutputs(new Towers(spec, leaf, step), inputs, x.count(), loss));
                JniUtils.backward(scalar, Memory.scalar(step, 1), false, false);
                JniUtils.addi(gradient, JniUtils.getGradient(leaf));
                value[0] = Memory.number(scalar);
            }
        });
        return value[0];
    }

    private PtNDArray onOutputs(Towers graph, PtNDArray inputs, int count, Function<NDList, NDArray> loss) {
        PtNDArray[] blocks = graph.blocks(inputs, count, false);
        for (int t = 0; t < blocks.length; t++) {
            blocks[t].setName(spec.towers().get(t).name());
        }
        NDArray result = loss.apply(new NDList(blocks));
        if (!(result instanceof PtNDArray scalar) || scalar.size() != 1) {
            throw new IllegalArgumentException("A loss is one number, not " + result.getShape()
                    + "; end it with sum() or mean()");
        }
        return scalar;
    }

    private static <T> T withAutograd(Supplier<T> work) {
        JniUtils.setGradMode(true);
        try {
            return work.get();
        } finally {
            JniUtils.setGradMode(false);
        }
    }

    private void forget() {
        if (tape != null) {
            tape.close();
            tape = null;
        }
    }

    @Override
    public void backward(Rows dy, @Nullable Rows dx) {
        run(() -> {
            requireTape(dy, dx);
            try (PtNDManager step = engine.newMemory()) {
                PtNDArray onInputs = towers.backward(backwardStage.tensor(step, dy), gradient, dx != null);
                if (dx != null && onInputs != null) {
                    Memory.read(onInputs, dx.data(), dx.count() * dx.width());
                }
            }
        });
    }

    @Override
    public Optimizer optimizer(OptimizerConfig how, String... names) {
        return engine.call(() -> {
            requireOpen();
            return new TorchOptimizer(this, how, Segment.of(spec, optimized, names));
        });
    }

    /// Memory that ends with this network.
    PtNDManager memory() {
        return memory;
    }

    PtNDArray parametersOf(Segment segment) {
        return JniUtils.slice(parameters, 0, segment.offset(), segment.end(), 1);
    }

    PtNDArray gradientOf(Segment segment) {
        return JniUtils.slice(gradient, 0, segment.offset(), segment.end(), 1);
    }

    /// Does this unless the network is closed.
    void run(Runnable work) {
        engine.run(() -> {
            requireOpen();
            work.run();
        });
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("The network is closed");
        }
    }

    private int size() {
        return towers.size();
    }

    private void requireSize(float[] flat) {
        if (flat.length != size()) {
            throw new IllegalArgumentException(
                    "The network has " + size() + " parameters, the array " + flat.length + " floats");
        }
    }

    private void requireInputs(Rows x) {
        if (x.width() != inputs()) {
            throw new IllegalArgumentException("The network takes rows of " + inputs() + ", not of " + x.width());
        }
    }

    private void requireWidths(Rows x, Rows y) {
        if (x.width() != inputs() || y.width() != outputs() || x.count() != y.count()) {
            throw new IllegalArgumentException(
                    "The network takes rows of " + inputs() + " and gives as many rows of " + outputs() + "; met "
                            + x.count() + " × " + x.width() + " and " + y.count() + " × " + y.width());
        }
    }

    private void requireTape(Rows dy, @Nullable Rows dx) {
        if (tape == null) {
            throw new IllegalStateException("backward needs a forward before it");
        }
        if (dy.count() != tapeRows || dy.width() != outputs()) {
            throw new IllegalArgumentException("The last forward gave " + tapeRows + " rows of " + outputs()
                    + ", their gradient has " + dy.count() + " of " + dy.width());
        }
        if (dx != null && (dx.count() != tapeRows || dx.width() != inputs())) {
            throw new IllegalArgumentException("The last forward took " + tapeRows + " rows of " + inputs()
                    + ", the place for their gradient has " + dx.count() + " of " + dx.width());
        }
    }

    @Override
    public void close() {
        engine.release(() -> {
            if (!closed) {
                closed = true;
                forget();
                memory.close();
            }
        });
    }
}
