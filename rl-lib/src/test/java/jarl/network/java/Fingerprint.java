package jarl.network.java;

import jarl.network.Activation;
import jarl.network.Network;
import jarl.network.NetworkSpec;
import jarl.network.Optimizer;
import jarl.network.OptimizerConfig;
import jarl.network.Rows;
import jarl.network.Tower;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/// A number in which every bit of some training has its say: parameters, outputs, input gradients and norms of several
/// networks that learn for a while. As a program it prints it, with what the engine computes with.
final class Fingerprint {
    private static final List<NetworkSpec> SPECS = List.of(
            new NetworkSpec(
                    4,
                    List.of(),
                    Activation.TANH,
                    List.of(Tower.of("actor", List.of(64, 64), 2, 0.01), Tower.of("critic", List.of(64, 64), 1, 1))),
            new NetworkSpec(
                    7,
                    List.of(33, 20),
                    Activation.SIGMOID,
                    List.of(
                            Tower.of("mean", List.of(18), 3, 1),
                            Tower.constant("log_std", 3, -0.5),
                            Tower.of("value", List.of(), 1, 1))),
            new NetworkSpec(
                    19,
                    List.of(),
                    Activation.LEAKY_RELU,
                    List.of(
                            Tower.of("first", List.of(96, 17), 1, 1),
                            Tower.of("second", List.of(50), 1, 1),
                            Tower.of("third", List.of(), 40, 1))),
            new NetworkSpec(3, List.of(48), Activation.RELU, List.of(Tower.of("q", List.of(31), 5, 1))));

    private static final List<Integer> BATCHES = List.of(64, 1, 7, 130);

    private Fingerprint() {}

    /// Prints the kernels' name and the fingerprint.
    ///
    /// @param arguments number of steps, number of threads
    public static void main(String[] arguments) {
        try (var engine = new JavaEngine(Integer.parseInt(arguments[1]))) {
            System.out.println(engine.kernels() + " " + of(engine, Integer.parseInt(arguments[0])));
        }
    }

    /// Trains each network for `steps` steps.
    static long of(JavaEngine engine, int steps) {
        long print = 17;
        for (NetworkSpec spec : SPECS) {
            print = 31 * print + of(engine.network(spec, new SplittableRandom(1)), steps);
        }
        return print;
    }

    private static long of(Network network, int steps) {
        boolean adam = network.inputs() != 3;
        Optimizer optimizer = network.optimizer(adam ? OptimizerConfig.adam(1e-5) : OptimizerConfig.rmsProp(1e-5));
        var random = new SplittableRandom(2);
        long print = 0;
        for (int step = 0; step < steps; step++) {
            int batch = BATCHES.get(step % BATCHES.size());
            Rows x = random(batch, network.inputs(), random);
            Rows y = Rows.of(batch, network.outputs());
            Rows dx = Rows.of(batch, network.inputs());
            network.forward(x, y);
            network.backward(random(batch, network.outputs(), random), step % 3 == 0 ? dx : null);
            print = 31 * print + Arrays.hashCode(y.data());
            print = 31 * print + Arrays.hashCode(dx.data());
            print = 31 * print + Float.floatToIntBits(optimizer.step(1e-3f, 0.5f));
        }
        float[] parameters = new float[network.layout().size()];
        network.parameters(parameters);
        return 31 * print + Arrays.hashCode(parameters);
    }

    private static Rows random(int count, int width, SplittableRandom random) {
        Rows rows = Rows.of(count, width);
        for (int i = 0; i < rows.data().length; i++) {
            rows.data()[i] = (float) random.nextGaussian();
        }
        return rows;
    }
}
