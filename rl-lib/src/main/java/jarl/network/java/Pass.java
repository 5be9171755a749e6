package jarl.network.java;

import jarl.network.Rows;
import java.util.Arrays;
import java.util.List;

/// What a network remembers of the rows that go through it: the inputs, each layer's outputs, and on the way back
/// what the loss puts on them. Stack 0 is the torso.
///
/// Rows are independent of each other, so any threads may take any ranges of them. The rows of a torso are read by the
/// towers, and the other way round on the way back, so one thread takes the same range of both.
final class Pass {
    final int capacity;

    private final Kernels kernels;
    private final List<Stack> stacks;
    private final Matrix inputs;
    private final Matrix inputPulls;
    private final Matrix[][] values;
    private final Matrix[][] pulls;

    /// @param width of an input row
    Pass(Kernels kernels, List<Stack> stacks, int width, int capacity) {
        this.kernels = kernels;
        this.stacks = stacks;
        this.capacity = capacity;
        inputs = Matrix.rows(capacity, width);
        inputPulls = Matrix.rows(capacity, width);
        values = buffers();
        pulls = buffers();
    }

    private Matrix[][] buffers() {
        return stacks.stream().map(stack -> stack.buffers(capacity)).toArray(Matrix[][]::new);
    }

    /// Takes `count` rows of x, from `first` on.
    void take(Rows x, int first, int count) {
        copyIn(x, first, 0, inputs, x.width(), count);
    }

    /// Forward through one stack, for the rows `[from, to)`.
    void forward(int stack, int from, int to) {
        stacks.get(stack).forward(kernels, below(stack), values[stack], from, to);
    }

    /// Gives `count` rows of all towers side by side to y, from its row `first` on.
    void give(Rows y, int first, int count) {
        int column = 0;
        for (int stack = 1; stack < values.length; stack++) {
            int width = stacks.get(stack).outputs();
            copyOut(top(values[stack]), y, first, column, width, count);
            column += width;
        }
    }

    /// Takes ∂L/∂y of all towers side by side.
    void takePulls(Rows dy) {
        int column = 0;
        for (int stack = 1; stack < pulls.length; stack++) {
            int width = stacks.get(stack).outputs();
            copyIn(dy, 0, column, top(pulls[stack]), width, dy.count());
            column += width;
        }
    }

    /// Brings the pulls on a tower's outputs down to its first layer, for the rows `[from, to)`.
    void backward(int stack, int from, int to) {
        stacks.get(stack).backward(kernels, values[stack], pulls[stack], from, to);
    }

    /// Sums the towers' pulls on what lies below them, in the order of the towers, and brings them through the torso
    /// down to the inputs where they are wanted.
    void backwardBelowTowers(boolean toInputs, int from, int to) {
        boolean torso = values[0].length > 0;
        if (!torso && !toInputs) {
            return;
        }
        Matrix sum = torso ? top(pulls[0]) : inputPulls;
        Arrays.fill(sum.data, sum.row(from), sum.row(to), 0);
        for (int stack = 1; stack < pulls.length; stack++) {
            intoInputs(stack, sum, from, to);
        }
        backward(0, from, to);
        if (torso && toInputs) {
            Arrays.fill(inputPulls.data, inputPulls.row(from), inputPulls.row(to), 0);
            intoInputs(0, inputPulls, from, to);
        }
    }

    private void intoInputs(int stack, Matrix sum, int from, int to) {
        stacks.get(stack).layers().getFirst().addInputGradient(kernels, pulls[stack][0], sum, from, to);
    }

    /// Adds to the gradient of the rows `[from, to)` of one layer's parameters.
    void parameterGradient(int stack, int layer, int batch, int from, int to) {
        Matrix x = layer == 0 ? below(stack) : values[stack][layer - 1];
        stacks.get(stack).layers().get(layer).parameterGradient(kernels, x, pulls[stack][layer], batch, from, to);
    }

    /// Gives ∂L/∂x.
    void giveInputPulls(Rows dx) {
        copyOut(inputPulls, dx, 0, 0, dx.width(), dx.count());
    }

    private Matrix below(int stack) {
        return stack == 0 || values[0].length == 0 ? inputs : top(values[0]);
    }

    private static Matrix top(Matrix[] layers) {
        return layers[layers.length - 1];
    }

    private static void copyIn(Rows from, int first, int column, Matrix to, int width, int count) {
        for (int row = 0; row < count; row++) {
            Rows.copy(from.data(), (first + row) * from.width() + column, to.data, to.row(row), width);
        }
    }

    private static void copyOut(Matrix from, Rows to, int first, int column, int width, int count) {
        for (int row = 0; row < count; row++) {
            Rows.copy(from.data, from.row(row), to.data(), (first + row) * to.width() + column, width);
        }
    }
}
