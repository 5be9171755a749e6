package jarl.network;

import jarl.network.java.JavaEngine;
import jarl.network.torch.TorchEngine;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/// How long a minibatch of PPO takes on two 64-64 towers, from rows to moved parameters, heads included, by each engine
/// in turn, and how long a step of DQN's network takes as its layers grow wider: the figures of `docs/engines.md`. A
/// program, not a test.
final class MinibatchSpeed {
    private static final ThreadMXBean CLOCK = ManagementFactory.getThreadMXBean();
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

    /// Forward, backward and Adam of one network of two relu layers, as DQN has it, on 64 rows.
    private static Runnable step(Engine engine, int width) {
        var random = new SplittableRandom(1);
        var spec = new NetworkSpec(
                4, List.of(), Activation.RELU, List.of(Tower.of("q", List.of(width, width), 2, 1)));
        Network network = engine.network(spec, random);
        Optimizer optimizer = network.optimizer(OptimizerConfig.adam(1e-8));
        Rows x = Rows.of(64, 4);
        Rows dy = Rows.of(64, 2);
        for (Rows rows : List.of(x, dy)) {
            for (int i = 0; i < rows.data().length; i++) {
                rows.data()[i] = (float) random.nextGaussian();
            }
        }
        Rows y = Rows.of(64, 2);
        return () -> {
            network.forward(x, y);
            network.backward(dy, null);
            optimizer.step(1e-5f, 10);
        };
    }

    /// Median of `repeats` calls, in microseconds of this thread's processor time, which a busy machine stretches least;
    /// both engines compute in the caller's thread.
    private static double median(Runnable work, int repeats) {
        double[] micros = new double[repeats];
        for (int i = 0; i < repeats; i++) {
            long start = CLOCK.getCurrentThreadCpuTime();
            work.run();
            micros[i] = (CLOCK.getCurrentThreadCpuTime() - start) / 1e3;
        }
        return middle(micros);
    }

    private static void compare(String what, int repeats, Runnable byJava, Runnable byTorch) {
        median(byJava, 20 * repeats); // until compiled
        median(byTorch, 2 * repeats);
        double[] javas = new double[5];
        double[] torches = new double[5];
        double[] ratios = new double[5];
        for (int pair = 0; pair < 5; pair++) {
            javas[pair] = median(byJava, repeats);
            torches[pair] = median(byTorch, repeats);
            ratios[pair] = torches[pair] / javas[pair];
        }
        System.out.printf(
                "%s: java %.0f us, torch %.0f us, ratio %.1f (medians of 5 pairs)%n",
                what, middle(javas), middle(torches), middle(ratios));
    }

    public static void main(String[] arguments) {
        try (Engine java = new JavaEngine(1);
                Engine torch = TorchEngine.open("cpu")) {
            for (int rows : new int[] {64, 256, 2048}) {
                var byJava = new MinibatchSpeed(java, rows);
                var byTorch = new MinibatchSpeed(torch, rows);
                compare(rows + " rows", 64_000 / rows, byJava::minibatch, byTorch::minibatch);
            }
            for (int width : new int[] {64, 256, 512, 1024}) {
                compare("width " + width, Math.max(20, 40_000 / width), step(java, width), step(torch, width));
            }
        }
    }

    private static double middle(double[] values) {
        Arrays.sort(values);
        return values[values.length / 2];
    }
}
