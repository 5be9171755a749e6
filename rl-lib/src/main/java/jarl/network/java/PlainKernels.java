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
        for (int r = from; r < to; r++) {
            System.arraycopy(start.data, start.row(r), c.data, c.row(r), columns);
            for (int k = 0; k < depth; k++) {
                accumulate(a.data[a.row(r) + k * a.across], b.data, b.row(k), c.data, c.row(r), columns);
            }
        }
    }

    private static void accumulate(float factor, float[] x, int xAt, float[] y, int yAt, int count) {
        for (int j = 0; j < count; j++) {
            y[yAt + j] = Math.fma(factor, x[xAt + j], y[yAt + j]);
        }
    }

    @Override
    public void activate(Activation f, float[] x, int from, int to) {
        if (f == Activation.LINEAR) {
            return;
        }
        for (int i = from; i < to; i++) {
            x[i] = value(f, x[i]);
        }
    }

    private static float value(Activation f, float x) {
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
    public void move(Step step, float[] theta, float[] g, float[] m, float[] v, int from, int to) {
        switch (step) {
            case Step.Adam adam -> adam(adam, theta, g, m, v, from, to);
            case Step.RmsProp rmsProp -> rmsProp(rmsProp, theta, g, v, from, to);
        }
    }

    private static void adam(Step.Adam step, float[] theta, float[] g, float[] m, float[] v, int from, int to) {
        for (int i = from; i < to; i++) {
            float x = g[i] * step.scale;
            m[i] = Math.fma(m[i], step.beta1, x * step.fresh1);
            v[i] = Math.fma(v[i], step.beta2, x * step.fresh2 * x);
            theta[i] -= m[i] * step.rate / Math.fma((float) Math.sqrt(v[i]), step.spread, step.epsilon);
            g[i] = 0;
        }
    }

    private static void rmsProp(Step.RmsProp step, float[] theta, float[] g, float[] v, int from, int to) {
        for (int i = from; i < to; i++) {
            float x = g[i] * step.scale;
            v[i] = Math.fma(v[i], step.alpha, x * step.fresh * x);
            theta[i] -= x * step.rate / ((float) Math.sqrt(v[i]) + step.epsilon);
            g[i] = 0;
        }
    }
}
