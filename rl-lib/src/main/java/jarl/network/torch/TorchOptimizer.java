package jarl.network.torch;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.JniUtils;
import jarl.network.Optimizer;
import jarl.network.OptimizerConfig;
import jarl.network.OptimizerConfig.Adam;
import jarl.network.OptimizerConfig.RmsProp;
import jarl.state.StateException;
import jarl.state.StateReader;
import jarl.state.StateWriter;
import java.util.Arrays;
import java.util.List;

/// PyTorch's Adam and RMSprop, and its clipping of the global norm, on the segments of one network. (DJL's own
/// optimizers put ε elsewhere and clip each number by itself.)
final class TorchOptimizer implements Optimizer {
    /// As `clip_grad_norm_` has it, so that a gradient of zeros is not divided by zero.
    private static final double NORM_EPSILON = 1e-6;

    /// What moves together, and what it remembers.
    private record Part(
            int size, PtNDArray parameters, PtNDArray gradient, PtNDArray firstMoment, PtNDArray secondMoment) {}

    private final FlatNetwork network;
    private final OptimizerConfig how;
    private final List<Part> parts;
    private final PtNDArray zero;
    private long steps;

    TorchOptimizer(FlatNetwork network, OptimizerConfig how, List<Segment> segments) {
        this.network = network;
        this.how = how;
        PtNDManager memory = network.memory;
        zero = Memory.scalar(memory, 0);
        parts = segments.stream()
                .map(segment -> new Part(
                        segment.size(),
                        network.parametersOf(segment),
                        network.gradientOf(segment),
                        Memory.zeros(memory, segment.size()),
                        Memory.zeros(memory, segment.size())))
                .toList();
    }

    @Override
    public float step(float learningRate, float maxNorm) {
        float[] norm = new float[1];
        network.run(() -> {
            norm[0] = norm();
            if (Float.isFinite(norm[0])) {
                steps++;
                double scale = Math.min(1, maxNorm / (norm[0] + NORM_EPSILON));
                parts.forEach(part -> move(part, learningRate, scale));
            }
            parts.forEach(part -> Memory.copy(part.gradient(), zero, part.size()));
        });
        return norm[0];
    }

    private float norm() {
        try (PtNDManager step = network.engine.newMemory()) {
            double squares = 0;
            for (Part part : parts) {
                PtNDArray norm = JniUtils.norm(part.gradient(), 2, new int[] {0}, false);
                norm.attach(step);
                float value = Memory.number(norm);
                if (parts.size() == 1) {
                    return value;
                }
                squares += (double) value * value;
            }
            return (float) Math.sqrt(squares);
        }
    }

    private void move(Part part, float learningRate, double scale) {
        switch (how) {
            case Adam adam -> adam(adam, part, learningRate, scale);
            case RmsProp rmsProp -> rmsProp(rmsProp, part, learningRate, scale);
        }
    }

    /// One native call, whose denominator is √v + ε; PyTorch's is √v/√(1 − β₂ᵗ) + ε. Multiplying rate and ε by
    /// √(1 − β₂ᵗ) makes them the same.
    private void adam(Adam adam, Part part, float learningRate, double scale) {
        double first = 1 - Math.pow(adam.beta1(), (double) steps);
        double second = Math.sqrt(1 - Math.pow(adam.beta2(), (double) steps));
        JniUtils.adamUpdate(
                part.parameters(),
                part.gradient(),
                part.firstMoment(),
                part.secondMoment(),
                learningRate,
                (float) (learningRate * second / first),
                0, // no weight decay
                (float) scale,
                -1, // no clipping of single numbers
                adam.beta1(),
                adam.beta2(),
                (float) (adam.epsilon() * second),
                false);
    }

    private void rmsProp(RmsProp rmsProp, Part part, float learningRate, double scale) {
        try (PtNDManager step = network.engine.newMemory()) {
            PtNDArray gradient = JniUtils.mul(Memory.scalar(step, scale), part.gradient());
            PtNDArray fresh = JniUtils.mul(gradient, gradient);
            JniUtils.muli(fresh, Memory.scalar(step, 1 - (double) rmsProp.alpha()));
            JniUtils.muli(part.secondMoment(), Memory.scalar(step, rmsProp.alpha()));
            JniUtils.addi(part.secondMoment(), fresh);
            PtNDArray root = JniUtils.sqrt(part.secondMoment());
            root.attach(step);
            JniUtils.addi(root, Memory.scalar(step, rmsProp.epsilon()));
            JniUtils.divi(gradient, root);
            JniUtils.muli(gradient, Memory.scalar(step, learningRate));
            JniUtils.subi(part.parameters(), gradient);
        }
    }

    @Override
    public void save(StateWriter to) {
        network.run(() -> {
            to.number("steps", steps);
            to.floats("m", moments(true));
            to.floats("v", moments(false));
        });
    }

    private float[] moments(boolean first) {
        float[] all = new float[size()];
        int offset = 0;
        for (Part part : parts) {
            float[] own = new float[part.size()];
            Memory.read(first ? part.firstMoment() : part.secondMoment(), own, part.size());
            System.arraycopy(own, 0, all, offset, own.length);
            offset += own.length;
        }
        return all;
    }

    private int size() {
        return parts.stream().mapToInt(Part::size).sum();
    }

    @Override
    public void load(StateReader from) {
        float[] m = sized("m", from.floats("m"));
        float[] v = sized("v", from.floats("v"));
        long at = from.number("steps");
        network.run(() -> {
            steps = at;
            int offset = 0;
            for (Part part : parts) {
                take(part.firstMoment(), m, offset, part.size());
                take(part.secondMoment(), v, offset, part.size());
                offset += part.size();
            }
        });
    }

    private float[] sized(String name, float[] values) {
        if (values.length != size()) {
            throw new StateException("The optimizer moves " + size() + " parameters, the saved " + name + " has "
                    + values.length + ": another network or other towers");
        }
        return values;
    }

    private void take(PtNDArray target, float[] values, int offset, int size) {
        float[] own = Arrays.copyOfRange(values, offset, offset + size);
        try (PtNDArray tensor = Memory.tensor(network.memory, own, size)) {
            Memory.copy(target, tensor, size);
        }
    }
}
