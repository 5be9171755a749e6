package jarl.network;

import jarl.network.java.JavaEngine;
import jarl.network.torch.TorchEngine;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/// How long a minibatch of PPO takes on two 64-64 towers, from rows to moved parameters, heads included, by each engine
/// in turn: the figures of `docs/engines.md`. A program, not a test.
final class MinibatchSpeed {
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

    private MinibatchSpeed(Engine engine, int rows) {
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
    private double median(int repeats) {
        double[] micros = new double[repeats];
        for (int i = 0; i < repeats; i++) {
            long start = System.nanoTime();
            minibatch();
            micros[i] = (System.nanoTime() - start) / 1e3;
        }
        Arrays.sort(micros);
        return micros[repeats / 2];
    }

    public static void main(String[] arguments) {
        try (Engine java = new JavaEngine(1);
                Engine torch = TorchEngine.open("cpu")) {
            for (int rows : new int[] {64, 256, 2048}) {
                var byJava = new MinibatchSpeed(java, rows);
                var byTorch = new MinibatchSpeed(torch, rows);
                int repeats = 64_000 / rows;
                byJava.median(20 * repeats); // until compiled
                byTorch.median(2 * repeats);
                double[] javas = new double[5];
                double[] torches = new double[5];
                double[] ratios = new double[5];
                for (int pair = 0; pair < 5; pair++) {
                    javas[pair] = byJava.median(repeats);
                    torches[pair] = byTorch.median(repeats);
                    ratios[pair] = torches[pair] / javas[pair];
                }
                System.out.printf(
                        "%d rows: java %.0f us, torch %.0f us, ratio %.1f (medians of 5 pairs)%n",
                        rows, middle(javas), middle(torches), middle(ratios));
            }
        }
    }

    private static double middle(double[] values) {
        Arrays.sort(values);
        return values[values.length / 2];
    }
}
