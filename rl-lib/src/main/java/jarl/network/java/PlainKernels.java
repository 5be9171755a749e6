package jarl.network.java;

import jarl.network.Activation;

/// Loops over floats: what the engine computes with when the Vector API is absent, and the definition that
/// [VectorKernels] is held to, bit by bit.
final class PlainKernels implements Kernels {
    static final float LEAK = 0.01f;

    @Override
    public String name() {
        return "plain";
    }

    @Override
    public void multiply(Matrix a, Matrix b, Matrix start, Matrix c, int depth, int columns, int from, int to) {
        for (int row = from; row < to; row++) {
            for (int column = 0; column < columns; column += 8) {
                oneByEight(a, b, start, c, depth, row, column);
            }
        }
    }

    /// One row by eight floats: as many chains as keep a core's scalar units busy.
    private static void oneByEight(Matrix a, Matrix b, Matrix start, Matrix c, int depth, int row, int column) {
        float[] s = start.data;
        int i = start.row(row) + column;
        float s0 = s[i];
        float s1 = s[i + 1];
        float s2 = s[i + 2];
        float s3 = s[i + 3];
        float s4 = s[i + 4];
        float s5 = s[i + 5];
        float s6 = s[i + 6];
        float s7 = s[i + 7];
        float[] factors = a.data;
        float[] terms = b.data;
        int at = a.row(row);
        int across = a.across;
        int j = b.at + column;
        int down = b.down;
        for (int k = 0; k < depth; k++) {
            float factor = factors[at];
            s0 = Math.fma(factor, terms[j], s0);
            s1 = Math.fma(factor, terms[j + 1], s1);
            s2 = Math.fma(factor, terms[j + 2], s2);
            s3 = Math.fma(factor, terms[j + 3], s3);
            s4 = Math.fma(factor, terms[j + 4], s4);
            s5 = Math.fma(factor, terms[j + 5], s5);
            s6 = Math.fma(factor, terms[j + 6], s6);
            s7 = Math.fma(factor, terms[j + 7], s7);
            at += across;
            j += down;
        }
        float[] result = c.data;
        int o = c.row(row) + column;
        result[o] = s0;
        result[o + 1] = s1;
        result[o + 2] = s2;
        result[o + 3] = s3;
        result[o + 4] = s4;
        result[o + 5] = s5;
        result[o + 6] = s6;
        result[o + 7] = s7;
    }

    @Override
    public void activate(Activation f, float[] x, int from, int to) {
        if (f == Activation.LINEAR) {
            return;
        }
        for (int i = from; i < to; i++) {
            x[i] = activated(f, x[i]);
        }
    }

    private static float activated(Activation f, float x) {
        return switch (f) {
            case TANH -> Tanh.of(x);
            case SIGMOID -> Math.fma(Tanh.of(0.5f * x), 0.5f, 0.5f);
            case RELU -> x < 0 ? 0 : x;
            case LEAKY_RELU -> x < 0 ? LEAK * x : x;
            case LINEAR -> x;
        };
    }

    @Override
    public void slope(Activation f, float[] h, float[] d, int from, int to) {
        if (f == Activation.LINEAR) {
            return;
        }
        for (int i = from; i < to; i++) {
            d[i] = pulled(f, h[i], d[i]);
        }
    }

    private static float pulled(Activation f, float h, float d) {
        return switch (f) {
            case TANH -> d * (1 - h * h);
            case SIGMOID -> d * (h * (1 - h));
            case RELU -> h > 0 ? d : 0;
            case LEAKY_RELU -> h > 0 ? d : LEAK * d;
            case LINEAR -> d;
        };
    }

    @Override
    public void squares(float[] x, int from, int to, float[] sums, int at) {
        for (int lane = 0; lane < Matrix.LANES; lane++) {
            float sum = 0;
            for (int i = from + lane; i < to; i += Matrix.LANES) {
                sum = Math.fma(x[i], x[i], sum);
            }
            sums[at + lane] = sum;
        }
    }

    @Override
    public void move(Step.Adam step, float[] theta, float[] g, float[] m, float[] v, int from, int to) {
        for (int i = from; i < to; i++) {
            float x = g[i] * step.scale;
            m[i] = Math.fma(m[i], step.beta1, x * step.fresh1);
            v[i] = Math.fma(v[i], step.beta2, x * step.fresh2 * x);
            theta[i] -= m[i] * step.rate / Math.fma((float) Math.sqrt(v[i]), step.spread, step.epsilon);
            g[i] = 0;
        }
    }

    @Override
    public void move(Step.RmsProp step, float[] theta, float[] g, float[] v, int from, int to) {
        for (int i = from; i < to; i++) {
            float x = g[i] * step.scale;
            v[i] = Math.fma(v[i], step.alpha, x * step.fresh * x);
            theta[i] -= x * step.rate / ((float) Math.sqrt(v[i]) + step.epsilon);
            g[i] = 0;
        }
    }
}
