package jarl.network;

import java.util.random.RandomGenerator;

/// First parameters of a network: rows (or columns, where there are more rows than columns) orthonormal, then scaled.
final class Orthogonal {
    private static final double HIDDEN_GAIN = Math.sqrt(2);

    private Orthogonal() {}

    static float[] parameters(NetworkSpec spec, RandomGenerator random) {
        Layout layout = spec.layout();
        float[] flat = new float[layout.size()];
        for (Layout.Parameter parameter : layout.parameters()) {
            if (parameter.shape().length == 2) {
                fill(flat, parameter, gain(spec, parameter), random);
            } else if (parameter.name().equals(parameter.tower())) {
                java.util.Arrays.fill(
                        flat, parameter.offset(), parameter.offset() + parameter.size(), tower(spec, parameter).gain());
            }
        }
        return flat;
    }

    private static double gain(NetworkSpec spec, Layout.Parameter weight) {
        if (weight.tower().equals("torso")) {
            return HIDDEN_GAIN;
        }
        Tower tower = tower(spec, weight);
        boolean last = weight.name().equals(tower.name() + "." + tower.hidden().size() + ".weight");
        return last ? tower.gain() : HIDDEN_GAIN;
    }

    private static Tower tower(NetworkSpec spec, Layout.Parameter parameter) {
        return spec.towers().stream()
                .filter(tower -> tower.name().equals(parameter.tower()))
                .findFirst()
                .orElseThrow();
    }

    private static void fill(float[] flat, Layout.Parameter weight, double gain, RandomGenerator random) {
        int out = weight.shape()[0];
        int in = weight.shape()[1];
        boolean wide = out <= in;
        double[][] vectors = orthonormal(wide ? out : in, wide ? in : out, random);
        for (int o = 0; o < out; o++) {
            for (int i = 0; i < in; i++) {
                double value = wide ? vectors[o][i] : vectors[i][o];
                flat[weight.offset() + o * in + i] = (float) (gain * value);
            }
        }
    }

    /// `count` orthonormal vectors of `length` ≥ `count`, by Gram and Schmidt from normal draws.
    private static double[][] orthonormal(int count, int length, RandomGenerator random) {
        double[][] vectors = new double[count][length];
        for (int v = 0; v < count; v++) {
            double[] vector = vectors[v];
            for (int i = 0; i < length; i++) {
                vector[i] = random.nextGaussian();
            }
            // twice is enough for orthogonality to rounding error
            for (int pass = 0; pass < 2; pass++) {
                for (int u = 0; u < v; u++) {
                    subtract(vector, vectors[u], dot(vector, vectors[u]));
                }
            }
            double norm = Math.sqrt(dot(vector, vector));
            for (int i = 0; i < length; i++) {
                vector[i] /= norm;
            }
        }
        return vectors;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    private static void subtract(double[] from, double[] vector, double factor) {
        for (int i = 0; i < from.length; i++) {
            from[i] -= factor * vector[i];
        }
    }
}
