package jarl.network.torch;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.JniUtils;
import jarl.network.Layout;
import jarl.network.Network;
import jarl.network.Optimizer;
import jarl.network.OptimizerConfig;
import jarl.network.Rows;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What all networks in PyTorch have in common: their parameters are one flat tensor in the order of the layout, and so
/// is their gradient. What is computed from them is for [TorchNetwork] and [TorchBlock].
public abstract sealed class FlatNetwork implements Network permits TorchNetwork, TorchBlock {
    final TorchEngine engine;
    final PtNDManager memory; // ends with this network
    final PtNDArray parameters;
    final PtNDArray gradient;
    private final int size;
    private final Memory.Stage inferStage = new Memory.Stage();
    private final Memory.Stage forwardStage = new Memory.Stage();
    private final Memory.Stage backwardStage = new Memory.Stage();
    private final Set<String> optimized = new HashSet<>();
    private @Nullable PtNDManager tape; // what the last forward keeps
    private int tapeRows;
    private boolean closed;

    FlatNetwork(TorchEngine engine, PtNDManager memory, float[] initial) {
        this.engine = engine;
        this.memory = memory;
        size = initial.length;
        parameters = Memory.tensor(memory, initial, size);
        gradient = Memory.zeros(memory, size);
    }

    /// Takes rows `[count, inputs]`, in whose memory the results live, to rows `[count, outputs]`.
    ///
    /// @param keep whether [#pullBack] follows
    abstract PtNDArray compute(PtNDArray x, int count, boolean keep);

    /// Adds to the gradient what `dy` puts on each parameter.
    ///
    /// @param dy         rows `[count, outputs]`, in whose memory the results live
    /// @param parameters whether the gradient on the parameters is wanted
    /// @param input      whether the gradient on the input rows is wanted
    /// @return rows `[count, inputs]` where wanted
    abstract @Nullable PtNDArray pullBack(PtNDArray dy, boolean parameters, boolean input);

    /// Adds to the gradient that of a loss on the outputs, found by autograd.
    ///
    /// @param x rows `[count, inputs]`, in whose memory the results live
    /// @return the loss
    abstract PtNDArray descend(PtNDArray x, int count, Function<NDList, NDArray> loss);

    @Override
    public final void parameters(float[] into) {
        requireSize(into);
        run(() -> Memory.read(parameters, into, size));
    }

    @Override
    public final void load(float[] from) {
        requireSize(from);
        run(() -> {
            try (PtNDArray values = Memory.tensor(memory, from, size)) {
                Memory.copy(parameters, values, size);
            }
        });
    }

    @Override
    public final void gradient(float[] into) {
        requireSize(into);
        run(() -> Memory.read(gradient, into, size));
    }

    @Override
    public final void blend(Network from, float tau) {
        if (!(from instanceof FlatNetwork that) || that.engine != engine || !that.sameAs(this)) {
            throw new IllegalArgumentException("A network blends with one of the same spec and engine");
        }
        run(() -> {
            that.requireOpen();
            if (tau == 1) {
                Memory.copy(parameters, that.parameters, size);
                return;
            }
            try (PtNDManager step = engine.newMemory()) {
                PtNDArray theirs = JniUtils.mul(Memory.scalar(step, tau), that.parameters);
                JniUtils.muli(parameters, Memory.scalar(step, 1 - tau));
                JniUtils.addi(parameters, theirs);
            }
        });
    }

    /// Whether both are built alike.
    abstract boolean sameAs(FlatNetwork that);

    @Override
    public final void infer(Rows x, Rows y) {
        requireWidths(x, y);
        run(() -> {
            try (PtNDManager step = engine.newMemory()) {
                PtNDArray outputs = compute(inferStage.tensor(step, x), x.count(), false);
                Memory.read(outputs, y.data(), x.count() * y.width());
            }
        });
    }

    @Override
    public final void forward(Rows x, Rows y) {
        requireWidths(x, y);
        run(() -> {
            forget();
            PtNDManager kept = engine.newMemory();
            try {
                PtNDArray outputs = compute(forwardStage.tensor(kept, x), x.count(), true);
                Memory.read(outputs, y.data(), x.count() * y.width());
            } catch (RuntimeException e) {
                kept.close();
                throw e;
            }
            tape = kept;
            tapeRows = x.count();
        });
    }

    private void forget() {
        if (tape != null) {
            tape.close();
            tape = null;
        }
    }

    @Override
    public final void backward(Rows dy, @Nullable Rows dx) {
        pullBack(dy, true, dx);
    }

    @Override
    public final void inputGradient(Rows dy, Rows dx) {
        pullBack(dy, false, dx);
    }

    private void pullBack(Rows dy, boolean onParameters, @Nullable Rows dx) {
        run(() -> {
            requireTape(dy, dx);
            try (PtNDManager step = engine.newMemory()) {
                PtNDArray onInputs = pullBack(backwardStage.tensor(step, dy), onParameters, dx != null);
                if (onInputs != null && dx != null) {
                    Memory.read(onInputs, dx.data(), dx.count() * dx.width());
                }
            }
        });
    }

    @Override
    public final void clearGradient() {
        run(() -> {
            try (PtNDManager step = engine.newMemory()) {
                Memory.copy(gradient, Memory.scalar(step, 0), size);
            }
        });
    }

    /// Adds to the gradient that of a loss written in DJL, and returns the loss. Autograd is on while `loss` runs.
    ///
    /// Everything that `loss` makes from its argument ends with this call: let numbers that outlive it be in Java
    /// arrays, not in tensors. Make other tensors with the manager of the outputs:
    ///
    /// ```java
    /// network.learn(x, y -> y.get("critic").sub(y.getManager().create(returns, new Shape(n, 1))).square().mean());
    /// optimizer.step(3e-4f, 0.5f);
    /// ```
    ///
    /// @param x    rows `[count, inputs()]`
    /// @param loss takes the output of each tower under the tower's name, `[count, tower's outputs]` (of a block: what
    ///             it gives); gives one number
    /// @throws IllegalArgumentException if the loss is not one number
    /// @throws IllegalStateException    if it does not depend on the network
    public final float learn(Rows x, Function<NDList, NDArray> loss) {
        requireInputs(x);
        return engine.call(() -> {
            requireOpen();
            try (PtNDManager step = engine.newMemory()) {
                return Memory.number(descend(inferStage.tensor(step, x), x.count(), loss));
            }
        });
    }

    /// Runs `loss` on outputs that autograd follows, and checks that it gives one number.
    static PtNDArray oneNumber(NDList outputs, Function<NDList, NDArray> loss) {
        NDArray result = loss.apply(outputs);
        if (!(result instanceof PtNDArray number) || number.size() != 1) {
            throw new IllegalArgumentException(
                    "A loss is one number, not " + result.getShape() + "; end it with sum() or mean()");
        }
        return number;
    }

    static <T> T withAutograd(Supplier<T> work) {
        JniUtils.setGradMode(true);
        try {
            return work.get();
        } finally {
            JniUtils.setGradMode(false);
        }
    }

    @Override
    public final Optimizer optimizer(OptimizerConfig how, String... towers) {
        return engine.call(() -> {
            requireOpen();
            return new TorchOptimizer(this, how, Segment.of(layout(), optimized, towers));
        });
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

    private void requireSize(float[] flat) {
        if (flat.length != size) {
            throw new IllegalArgumentException(
                    "The network has " + size + " parameters, the array " + flat.length + " floats");
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
    public final void close() {
        engine.release(() -> {
            if (!closed) {
                closed = true;
                forget();
                memory.close();
            }
        });
    }
}
