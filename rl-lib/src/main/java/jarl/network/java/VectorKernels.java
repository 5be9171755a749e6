package jarl.network.java;

import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LT;

import jarl.network.Activation;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// [Kernels] on the machine's preferred vectors, up to 512 bits. Loaded only where the incubator module is present.
///
/// Only lane-wise operations with one IEEE answer are used: `add`, `sub`, `mul`, `fma`, `div`, `sqrt`, comparison and
/// `blend`. The others (`exp`, `tanh`, `reduceLanes`) answer differently before and after compilation.
final class VectorKernels implements Kernels {
    static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED.length() <= Matrix.LANES
            ? FloatVector.SPECIES_PREFERRED
            : FloatVector.SPECIES_512;

    private static final int WIDTH = SPECIES.length();

    @Override
    public String name() {
        return SPECIES.vectorBitSize() + "-bit vectors";
    }

    @Override
    public void multiply(Matrix a, Matrix b, Matrix start, Matrix c, int depth, int columns, int from, int to) {
        VectorProduct.multiply(a, b, start, c, depth, columns, from, to);
    }

    @Override
    public void activate(Activation f, float[] x, int from, int to) {
        switch (f) {
            case TANH -> tanh(x, from, to);
            case SIGMOID -> sigmoid(x, from, to);
            case RELU -> leaky(0, x, from, to);
            case LEAKY_RELU -> leaky(PlainKernels.LEAK, x, from, to);
            case LINEAR -> {}
        }
    }

    private static void tanh(float[] x, int from, int to) {
        for (int i = from; i < to; i += WIDTH) {
            tanh(FloatVector.fromArray(SPECIES, x, i)).intoArray(x, i);
        }
    }

    private static void sigmoid(float[] x, int from, int to) {
        for (int i = from; i < to; i += WIDTH) {
            tanh(FloatVector.fromArray(SPECIES, x, i).mul(0.5f)).fma(0.5f, 0.5f).intoArray(x, i);
        }
    }

    /// [Tanh#of] on every lane.
    private static FloatVector tanh(FloatVector value) {
        var x = value.blend(Tanh.LIMIT, value.compare(GT, Tanh.LIMIT));
        x = x.blend(-Tanh.LIMIT, x.compare(LT, -Tanh.LIMIT));
        var s = x.mul(x);
        var p = s.fma(Tanh.P13, Tanh.P11);
        p = s.fma(p, FloatVector.broadcast(SPECIES, Tanh.P9));
        p = s.fma(p, FloatVector.broadcast(SPECIES, Tanh.P7));
        p = s.fma(p, FloatVector.broadcast(SPECIES, Tanh.P5));
        p = s.fma(p, FloatVector.broadcast(SPECIES, Tanh.P3));
        p = s.fma(p, FloatVector.broadcast(SPECIES, Tanh.P1));
        var q = s.fma(Tanh.Q6, Tanh.Q4);
        q = s.fma(q, FloatVector.broadcast(SPECIES, Tanh.Q2));
        q = s.fma(q, FloatVector.broadcast(SPECIES, Tanh.Q0));
        return x.mul(p).div(q);
    }

    private static void leaky(float leak, float[] x, int from, int to) {
        for (int i = from; i < to; i += WIDTH) {
            var value = FloatVector.fromArray(SPECIES, x, i);
            var below = leak == 0 ? FloatVector.zero(SPECIES) : value.mul(leak);
            value.blend(below, value.compare(LT, 0)).intoArray(x, i);
        }
    }

    @Override
    public void slope(Activation f, float[] h, float[] d, int from, int to) {
        switch (f) {
            case TANH -> tanhSlope(h, d, from, to);
            case SIGMOID -> sigmoidSlope(h, d, from, to);
            case RELU -> leakySlope(0, h, d, from, to);
            case LEAKY_RELU -> leakySlope(PlainKernels.LEAK, h, d, from, to);
            case LINEAR -> {}
        }
    }

    private static void tanhSlope(float[] h, float[] d, int from, int to) {
        var one = FloatVector.broadcast(SPECIES, 1);
        for (int i = from; i < to; i += WIDTH) {
            var value = FloatVector.fromArray(SPECIES, h, i);
            FloatVector.fromArray(SPECIES, d, i).mul(one.sub(value.mul(value))).intoArray(d, i);
        }
    }

    private static void sigmoidSlope(float[] h, float[] d, int from, int to) {
        var one = FloatVector.broadcast(SPECIES, 1);
        for (int i = from; i < to; i += WIDTH) {
            var value = FloatVector.fromArray(SPECIES, h, i);
            FloatVector.fromArray(SPECIES, d, i).mul(value.mul(one.sub(value))).intoArray(d, i);
        }
    }

    private static void leakySlope(float leak, float[] h, float[] d, int from, int to) {
        for (int i = from; i < to; i += WIDTH) {
            var pull = FloatVector.fromArray(SPECIES, d, i);
            var below = leak == 0 ? FloatVector.zero(SPECIES) : pull.mul(leak);
            below.blend(pull, FloatVector.fromArray(SPECIES, h, i).compare(GT, 0)).intoArray(d, i);
        }
    }

    @Override
    public void squares(float[] x, int from, int to, float[] sums, int at) {
        for (int lane = 0; lane < Matrix.LANES; lane += WIDTH) {
            var sum = FloatVector.zero(SPECIES);
            for (int i = from + lane; i < to; i += Matrix.LANES) {
                var value = FloatVector.fromArray(SPECIES, x, i);
                sum = value.fma(value, sum);
            }
            sum.intoArray(sums, at + lane);
        }
    }

    @Override
    public void move(Step.Adam step, float[] theta, float[] g, float[] m, float[] v, int from, int to) {
        var spread = FloatVector.broadcast(SPECIES, step.spread);
        var epsilon = FloatVector.broadcast(SPECIES, step.epsilon);
        var beta1 = FloatVector.broadcast(SPECIES, step.beta1);
        var beta2 = FloatVector.broadcast(SPECIES, step.beta2);
        for (int i = from; i < to; i += WIDTH) {
            var x = FloatVector.fromArray(SPECIES, g, i).mul(step.scale);
            var first = FloatVector.fromArray(SPECIES, m, i).fma(beta1, x.mul(step.fresh1));
            var second = FloatVector.fromArray(SPECIES, v, i).fma(beta2, x.mul(step.fresh2).mul(x));
            var move = first.mul(step.rate).div(second.sqrt().fma(spread, epsilon));
            FloatVector.fromArray(SPECIES, theta, i).sub(move).intoArray(theta, i);
            first.intoArray(m, i);
            second.intoArray(v, i);
            FloatVector.zero(SPECIES).intoArray(g, i);
        }
    }

    @Override
    public void move(Step.RmsProp step, float[] theta, float[] g, float[] v, int from, int to) {
        var alpha = FloatVector.broadcast(SPECIES, step.alpha);
        for (int i = from; i < to; i += WIDTH) {
            var x = FloatVector.fromArray(SPECIES, g, i).mul(step.scale);
            var second = FloatVector.fromArray(SPECIES, v, i).fma(alpha, x.mul(step.fresh).mul(x));
            var move = x.mul(step.rate).div(second.sqrt().add(step.epsilon));
            FloatVector.fromArray(SPECIES, theta, i).sub(move).intoArray(theta, i);
            second.intoArray(v, i);
            FloatVector.zero(SPECIES).intoArray(g, i);
        }
    }
}
