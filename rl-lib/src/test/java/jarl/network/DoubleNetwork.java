package jarl.network;

import java.util.ArrayList;
import java.util.List;

/// A network reckoned in double precision, one number after the other: what engines are held against.
final class DoubleNetwork {
    private DoubleNetwork() {}

    /// Outputs of one row.
    static double[] forward(NetworkSpec spec, double[] parameters, double[] x) {
        int[] offset = {0};
        double[] features = x;
        for (int width : spec.torso()) {
            features = layer(spec.activation(), parameters, offset, features, width);
        }
        List<double[]> blocks = new ArrayList<>();
        for (Tower tower : spec.towers()) {
            double[] block = features;
            if (tower.constant()) {
                block = java.util.Arrays.copyOfRange(parameters, offset[0], offset[0] + tower.outputs());
                offset[0] += tower.outputs();
            } else {
                for (int width : tower.hidden()) {
                    block = layer(spec.activation(), parameters, offset, block, width);
                }
                block = layer(Activation.LINEAR, parameters, offset, block, tower.outputs());
            }
            blocks.add(block);
        }
        return blocks.stream().flatMapToDouble(java.util.Arrays::stream).toArray();
    }

    private static double[] layer(Activation activation, double[] parameters, int[] offset, double[] x, int width) {
        double[] h = new double[width];
        int bias = offset[0] + width * x.length;
        for (int o = 0; o < width; o++) {
            double sum = parameters[bias + o];
            for (int i = 0; i < x.length; i++) {
                sum += parameters[offset[0] + o * x.length + i] * x[i];
            }
            h[o] = switch (activation) {
                case TANH -> Math.tanh(sum);
                case RELU -> Math.max(sum, 0);
                case LEAKY_RELU -> sum > 0 ? sum : 0.01 * sum;
                case SIGMOID -> 1 / (1 + Math.exp(-sum));
                case LINEAR -> sum;
            };
        }
        offset[0] = bias + width;
        return h;
    }

    /// Σ dy·y over all rows: a loss whose gradient on the outputs is `dy`.
    static double loss(NetworkSpec spec, double[] parameters, double[] x, Rows dy) {
        double loss = 0;
        int inputs = spec.inputs();
        for (int row = 0; row < dy.count(); row++) {
            double[] y = forward(spec, parameters, java.util.Arrays.copyOfRange(x, row * inputs, (row + 1) * inputs));
            for (int column = 0; column < y.length; column++) {
                loss += dy.at(row, column) * y[column];
            }
        }
        return loss;
    }

    /// ∂loss/∂parameters by central differences.
    static double[] gradient(NetworkSpec spec, float[] parameters, Rows x, Rows dy) {
        double[] theta = doubles(parameters);
        double[] inputs = doubles(x.data());
        return differences(theta, () -> loss(spec, theta, inputs, dy));
    }

    /// ∂loss/∂x by central differences.
    static double[] inputGradient(NetworkSpec spec, float[] parameters, Rows x, Rows dy) {
        double[] theta = doubles(parameters);
        double[] inputs = doubles(x.data());
        return differences(inputs, () -> loss(spec, theta, inputs, dy));
    }

    static double[] differences(double[] at, java.util.function.DoubleSupplier function) {
        double step = 1e-6;
        double[] slope = new double[at.length];
        for (int i = 0; i < at.length; i++) {
            double here = at[i];
            at[i] = here + step;
            double above = function.getAsDouble();
            at[i] = here - step;
            slope[i] = (above - function.getAsDouble()) / (2 * step);
            at[i] = here;
        }
        return slope;
    }

    static double[] doubles(float[] values) {
        double[] doubles = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            doubles[i] = values[i];
        }
        return doubles;
    }
}
