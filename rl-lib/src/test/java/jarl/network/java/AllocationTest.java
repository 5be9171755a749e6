package jarl.network.java;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import jarl.network.Activation;
import jarl.network.Network;
import jarl.network.NetworkSpec;
import jarl.network.Optimizer;
import jarl.network.OptimizerConfig;
import jarl.network.Rows;
import jarl.network.Tower;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The memory of a training on the Java engine")
class AllocationTest {
    /// On plain loops, since before they are compiled the Vector API's own operations make objects.
    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void isAllTakenByTheFirstAndLargestBatch(int threads) {
        var memory = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        var spec = new NetworkSpec(
                6,
                List.of(20),
                Activation.RELU,
                List.of(Tower.of("actor", List.of(16), 2, 1), Tower.of("critic", List.of(), 1, 1)));
        try (var engine = new JavaEngine(threads, new PlainKernels())) {
            Network network = engine.network(spec, new SplittableRandom(1));
            Optimizer optimizer = network.optimizer(OptimizerConfig.adam(1e-5));
            Rows x = Rows.of(200, 6);
            Rows y = Rows.of(200, 3);
            Rows dx = Rows.of(200, 6);
            train(network, optimizer, x, y, dx, 3);

            long before = memory.getCurrentThreadAllocatedBytes();
            train(network, optimizer, x, y, dx, 500);
            // no object a step, whose smallest takes 16 bytes; the JDK takes some when a thread first parks
            assertThat(memory.getCurrentThreadAllocatedBytes() - before).isLessThan(16 * 500);
        }
    }

    private static void train(Network network, Optimizer optimizer, Rows x, Rows y, Rows dx, int steps) {
        for (int step = 0; step < steps; step++) {
            network.infer(x, y);
            network.forward(x, y);
            network.backward(y, dx);
            optimizer.step(1e-3f, 0.5f);
        }
    }
}
