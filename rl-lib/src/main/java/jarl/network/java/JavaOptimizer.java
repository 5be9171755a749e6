package jarl.network.java;

import jarl.network.Optimizer;
import jarl.network.OptimizerConfig;
import jarl.state.StateException;
import jarl.state.StateReader;
import jarl.state.StateWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Adam or RMSprop over some of a network's towers, with the definitions of PyTorch.
///
/// Its moments are saved as flat vectors of its towers' parameters, in the order of the network's layout.
final class JavaOptimizer implements Optimizer {
    /// What PyTorch adds to the norm before it divides by it.
    private static final float NORM_EPSILON = 1e-6f;

    private final JavaNetwork network;
    private final List<Part> parts;
    private final int size;
    private final Step step;
    private final Team.Task squares = this::squares;
    private final Team.Task move = this::move;

    private long steps;

    /// One layer with what the optimizer remembers of it, laid out as the layer's own parameters.
    ///
    /// @param savedAt where it begins in the saved moments
    /// @param squares of the gradient: lane sums of each group of rows
    private record Part(int stack, Dense layer, int savedAt, float[] mean, float[] spread, float[] squares) {
        Part(int stack, Dense layer, int savedAt) {
            this(
                    stack,
                    layer,
                    savedAt,
                    new float[layer.theta.length],
                    new float[layer.theta.length],
                    new float[Math.ceilDiv(layer.rows(), Dense.GROUP) * Matrix.LANES]);
        }
    }

    /// @param towers whose parameters it moves; `torso` among them where it does
    JavaOptimizer(JavaNetwork network, OptimizerConfig how, List<String> towers) {
        this.network = network;
        step = Step.of(how);
        var own = new ArrayList<Part>();
        int at = 0;
        for (int stack = 0; stack < network.stacks().size(); stack++) {
            if (towers.contains(network.stacks().get(stack).name())) {
                for (Dense layer : network.stacks().get(stack).layers()) {
                    own.add(new Part(stack, layer, at));
                    at += layer.parameters();
                }
            }
        }
        parts = List.copyOf(own);
        size = at;
    }

    @Override
    public float step(float learningRate, float maxNorm) {
        network.open();
        float norm = norm();
        if (!Float.isFinite(norm)) {
            parts.forEach(part -> Arrays.fill(part.layer.gradient, 0));
            return norm;
        }
        steps++;
        step.prepare(learningRate, Math.min(1, maxNorm / (norm + NORM_EPSILON)), steps);
        network.run(move);
        return norm;
    }

    private float norm() {
        network.run(squares);
        double sum = 0;
        for (int i = 0; i < parts.size(); i++) {
            for (float lane : parts.get(i).squares) {
                sum += lane;
            }
        }
        return (float) Math.sqrt(sum);
    }

    private void squares(int member) {
        for (int i = 0; i < parts.size(); i++) {
            Part part = parts.get(i);
            int first = network.schedule().parameterRow(part.stack, part.layer, member);
            int end = network.schedule().parameterRow(part.stack, part.layer, member + 1);
            for (int row = first; row < end; row += Dense.GROUP) {
                int from = part.layer.begin(row);
                int to = part.layer.begin(Math.min(row + Dense.GROUP, end));
                int group = row / Dense.GROUP;
                network.kernels().squares(part.layer.gradient, from, to, part.squares, group * Matrix.LANES);
            }
        }
    }

    private void move(int member) {
        for (int i = 0; i < parts.size(); i++) {
            Part part = parts.get(i);
            int from = network.schedule().parameterRow(part.stack, part.layer, member);
            int to = network.schedule().parameterRow(part.stack, part.layer, member + 1);
            Dense layer = part.layer;
            Kernels kernels = network.kernels();
            if (network.schedule().sharesParameters()) {
                layer.claim(from, to);
            }
            int end = layer.begin(to);
            step.move(kernels, layer.theta, layer.gradient, part.mean, part.spread, layer.begin(from), end);
            layer.mirror(from, to);
        }
    }

    @Override
    public void save(StateWriter to) {
        float[] mean = new float[size];
        float[] spread = new float[size];
        for (Part part : parts) {
            part.layer.write(part.mean, mean, part.savedAt);
            part.layer.write(part.spread, spread, part.savedAt);
        }
        to.number("steps", steps);
        to.floats("m", mean);
        to.floats("v", spread);
    }

    @Override
    public void load(StateReader from) {
        float[] mean = moments("m", from);
        float[] spread = moments("v", from);
        steps = from.number("steps");
        for (Part part : parts) {
            part.layer.read(mean, part.savedAt, part.mean);
            part.layer.read(spread, part.savedAt, part.spread);
        }
    }

    private float[] moments(String name, StateReader from) {
        float[] values = from.floats(name);
        if (values.length != size) {
            throw new StateException("The saved " + name + " has " + values.length + " values; this optimizer moves "
                    + size + " parameters");
        }
        return values;
    }
}
