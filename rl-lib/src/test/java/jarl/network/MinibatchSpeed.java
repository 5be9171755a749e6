package jarl.network;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/// How long a minibatch of PPO takes on two 64-64 towers, from rows to moved parameters, heads included: the figure of
/// `docs/engines.md`. Not a test; a class with a `main` that tests of speed call with an engine.
public final class MinibatchSpeed {
    private static final NetworkSpec SPEC = new NetworkSpec(
            4,
            List.of(),
            Activation.TANH,
            List.of(Tower.of("actor", List.of(64, 64), 2, 0.01), Tower.of("critic", List.of(64, 64), 1, 1)));

    private final Network network;
    private final Optimizer optimizer;
    private final Head policy = new Categorical(0, 2);
    private final Head value = new Values(2, 1);
    private final Rows x;
    private final Rows y;
    private final Rows dy;
    private final Rows actions;
    private final Outputs outputs;
    private final Weights weights;

    public MinibatchSpeed(Engine engine, int rows) {
        var random = new SplittableRandom(1);
        network = engine.network(SPEC, random);
        optimizer = network.optimizer(OptimizerConfig.adam(1e-5));
        x = Rows.of(rows, 4);
        for (int i = 0; i < x.data().length; i++) {
            x.data()[i] = (float) random.nextGaussian();
        }
        y = Rows.of(rows, 3);
        dy = Rows.of(rows, 3);
        actions = Rows.of(rows, 1);
        outputs = new Outputs(rows);
        weights = new Weights(rows);
    }

    private void minibatch() {
        int n = x.count();
        network.forward(x, y);
        policy.read(y, null, actions, outputs);
        value.read(y, null, actions, outputs);
        for (int i = 0; i < n; i++) {
            weights.logProb(i, (i % 3 - 1f) / n);
            weights.entropy(i, -0.01f / n);
            weights.value(i, (outputs.value(i) - i % 5) / n);
        }
        Arrays.fill(dy.data(), 0);
        policy.pull(y, null, actions, weights, dy);
        value.pull(y, null, actions, weights, dy);
        network.backward(dy, null);
        optimizer.step(2.5e-4f, 0.5f);
    }

    /// Median of `repeats` minibatches, in microseconds.
    public double median(int repeats) {
        double[] micros = new double[repeats];
        for (int i = 0; i < repeats; i++) {
            long start = System.nanoTime();
            minibatch();
            micros[i] = (System.nanoTime() - start) / 1e3;
        }
        Arrays.sort(micros);
        return micros[repeats / 2];
    }
}
