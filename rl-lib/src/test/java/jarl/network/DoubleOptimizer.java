package jarl.network;

/// Adam and RMSprop in double precision, as PyTorch defines them.
final class DoubleOptimizer {
    final double[] parameters;
    private final double[] m;
    private final double[] v;
    private int steps;

    DoubleOptimizer(float[] start) {
        parameters = DoubleNetwork.doubles(start);
        m = new double[start.length];
        v = new double[start.length];
    }

    void adam(float[] gradient, double rate, double beta1, double beta2, double epsilon) {
        steps++;
        for (int i = 0; i < m.length; i++) {
            m[i] = beta1 * m[i] + (1 - beta1) * gradient[i];
            v[i] = beta2 * v[i] + (1 - beta2) * gradient[i] * gradient[i];
            double mean = m[i] / (1 - Math.pow(beta1, steps));
            double variance = v[i] / (1 - Math.pow(beta2, steps));
            parameters[i] -= rate * mean / (Math.sqrt(variance) + epsilon);
        }
    }

    void rmsProp(float[] gradient, double rate, double alpha, double epsilon) {
        for (int i = 0; i < v.length; i++) {
            v[i] = alpha * v[i] + (1 - alpha) * gradient[i] * gradient[i];
            parameters[i] -= rate * gradient[i] / (Math.sqrt(v[i]) + epsilon);
        }
    }
}
