package jarl.network.java;

/// One linear layer, y = W x + b, with its gradient. A constant tower is one without inputs: y = b.
///
/// The weight is kept twice, by inputs (`[inputs, outputs]`, whose rows a forward pass adds up) and by outputs
/// (`[outputs, inputs]`, whose rows the input gradient adds up). One of them, the one with less padding, is the
/// parameter that an optimizer moves; the other is its [#mirror]. The bias lies behind the weight as one more row.
final class Dense {
    /// Rows that one thread sums the squares of, moves and mirrors together.
    static final int GROUP = 16;

    /// As many ones as are asked for.
    private static final Matrix ONES = new Matrix(new float[] {1}, 0, 0, 0);

    final int inputs;
    final int outputs;
    /// Where the weight begins in the flat vector of the layout; its bias follows.
    final int flatAt;
    /// Weight and bias, padded; what an optimizer moves.
    final float[] theta;
    /// ∂L/∂θ summed since the last step; laid out as [#theta].
    final float[] gradient;

    private final boolean byInputs;
    private final int rows;
    private final int stride;
    private final Matrix weight;
    private final Matrix mirror;
    private final Matrix bias;
    private final Matrix weightGradient;
    private final Matrix biasGradient;
    /// What sums of input gradients begin with: the same row of zeros for all rows.
    private final Matrix nothing;

    Dense(int inputs, int outputs, int flatAt) {
        this.flatAt = flatAt;
        this.inputs = inputs;
        this.outputs = outputs;
        byInputs = (long) inputs * Matrix.stride(outputs) <= (long) outputs * Matrix.stride(inputs);
        rows = byInputs ? inputs : outputs;
        int columns = byInputs ? outputs : inputs;
        stride = Matrix.stride(columns);
        int biasAt = Math.multiplyExact(rows, stride);
        theta = new float[Math.addExact(biasAt, Matrix.padded(outputs))];
        gradient = new float[theta.length];
        weight = new Matrix(theta, 0, stride, 1);
        mirror = Matrix.rows(columns, rows);
        bias = new Matrix(theta, biasAt, 0, 1);
        weightGradient = new Matrix(gradient, 0, stride, 1);
        biasGradient = new Matrix(gradient, biasAt, 0, 1);
        nothing = new Matrix(new float[Matrix.padded(inputs)], 0, 0, 1);
    }

    /// Floats in the flat vector of the layout.
    int parameters() {
        return Math.addExact(Math.multiplyExact(outputs, inputs), outputs);
    }

    /// Rows of the weight, and the bias as the last one: what threads share out among them.
    int rows() {
        return rows + 1;
    }

    /// Where row `row` begins in [#theta]; `rows()` gives its end.
    int begin(int row) {
        return row <= rows ? row * stride : theta.length;
    }

    void forward(Kernels kernels, Matrix x, Matrix y, int from, int to) {
        Matrix weights = byInputs ? weight : mirror;
        kernels.multiply(x, weights, bias, y, inputs, Matrix.padded(outputs), from, to);
    }

    /// dx ← Wᵀ·dy.
    void inputGradient(Kernels kernels, Matrix dy, Matrix dx, int from, int to) {
        inputGradient(kernels, dy, nothing, dx, from, to);
    }

    /// dx ← dx + Wᵀ·dy.
    void addInputGradient(Kernels kernels, Matrix dy, Matrix dx, int from, int to) {
        inputGradient(kernels, dy, dx, dx, from, to);
    }

    private void inputGradient(Kernels kernels, Matrix dy, Matrix start, Matrix dx, int from, int to) {
        Matrix weights = byInputs ? mirror : weight;
        kernels.multiply(dy, weights, start, dx, outputs, Matrix.padded(inputs), from, to);
    }

    /// Adds what the batch puts on the parameter rows `[from, to)`.
    void parameterGradient(Kernels kernels, Matrix x, Matrix dy, int batch, int from, int to) {
        Matrix factors = byInputs ? x.transposed() : dy.transposed();
        Matrix terms = byInputs ? dy : x;
        int columns = Matrix.padded(byInputs ? outputs : inputs);
        kernels.multiply(factors, terms, weightGradient, weightGradient, batch, columns, from, Math.min(to, rows));
        if (from < to && to == rows()) {
            kernels.multiply(ONES, dy, biasGradient, biasGradient, batch, Matrix.padded(outputs), 0, 1);
        }
    }

    /// Takes the parameter rows `[from, to)` away from other cores, which have read them, so that they can be written:
    /// one float of each cache line is replaced by itself. Stores of single floats fetch many lines at a time; those of
    /// vectors, which lie across two lines, would fetch them one after the other and take five times as long.
    void claim(int from, int to) {
        int end = begin(to);
        for (int i = begin(from); i < end; i += Matrix.LANES) {
            theta[i] += -0f; // the same to the bit, which adding +0 is not
        }
    }

    /// Brings the mirror up to date with the parameter rows `[from, to)`.
    void mirror(int from, int to) {
        int columns = byInputs ? outputs : inputs;
        for (int row = from; row < Math.min(to, rows); row++) {
            transpose(theta, row * stride, mirror.data, row, mirror.down, columns);
        }
    }

    private static void transpose(float[] row, int at, float[] column, int into, int down, int count) {
        int place = into;
        for (int i = 0; i < count; i++) {
            column[place] = row[at + i];
            place += down;
        }
    }

    /// Takes weight and bias from the flat vector of the layout.
    void load(float[] flat) {
        read(flat, flatAt, theta);
        mirror(0, rows);
    }

    /// Reads weight `[outputs, inputs]` and bias from `at` on into an array laid out as [#theta].
    void read(float[] flat, int at, float[] into) {
        for (int o = 0; o < outputs; o++) {
            for (int i = 0; i < inputs; i++) {
                into[place(o, i)] = flat[at + o * inputs + i];
            }
        }
        System.arraycopy(flat, at + outputs * inputs, into, bias.at, outputs);
    }

    /// Writes an array laid out as [#theta] as weight `[outputs, inputs]` and bias from `at` on.
    void write(float[] from, float[] flat, int at) {
        for (int o = 0; o < outputs; o++) {
            for (int i = 0; i < inputs; i++) {
                flat[at + o * inputs + i] = from[place(o, i)];
            }
        }
        System.arraycopy(from, bias.at, flat, at + outputs * inputs, outputs);
    }

    /// θ ← τθ′ + (1 − τ)θ; τ = 1 copies.
    void blend(Dense that, float tau) {
        if (tau == 1) {
            System.arraycopy(that.theta, 0, theta, 0, theta.length);
            System.arraycopy(that.mirror.data, 0, mirror.data, 0, mirror.data.length);
            return;
        }
        float rest = 1 - tau;
        for (int i = 0; i < theta.length; i++) {
            theta[i] = Math.fma(that.theta[i], tau, theta[i] * rest);
        }
        mirror(0, rows);
    }

    private int place(int output, int input) {
        return byInputs ? input * stride + output : output * stride + input;
    }
}
