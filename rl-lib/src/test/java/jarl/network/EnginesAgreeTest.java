package jarl.network;

import jarl.run.checkpoint.State;
import jarl.network.java.JavaEngine;
import jarl.network.torch.TorchEngine;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The two engines")
class EnginesAgreeTest {
    /// The same seed, the same gradients, a hundred steps, and halfway the optimizer's state moves into the other.
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void learnTheSameAndTakeOverFromEachOther(boolean adam) {
        OptimizerConfig how = adam ? OptimizerConfig.adam(1e-5) : OptimizerConfig.rmsProp(1e-5);
        float rate = adam ? 1e-3f : 1e-4f;
        try (Engine java = new JavaEngine(1);
                Engine torch = TorchEngine.open("cpu")) {
            double[] stayed = DoubleNetwork.doubles(learnt(java, java, how, rate));
            EngineContract.near(learnt(torch, torch, how, rate), stayed, 5e-6);
            EngineContract.near(learnt(torch, java, how, rate), stayed, 5e-6);
            EngineContract.near(learnt(java, torch, how, rate), stayed, 5e-6);
        }
    }

    private static float[] learnt(Engine first, Engine second, OptimizerConfig how, float rate) {
        NetworkSpec spec = EngineContract.shared(Activation.TANH);
        Network network = first.network(spec, new SplittableRandom(1));
        Optimizer optimizer = network.optimizer(how);
        steps(network, optimizer, rate, 0);
        Network heir = second.network(spec, new SplittableRandom(2));
        heir.load(EngineContract.parameters(network));
        Optimizer heirsOptimizer = heir.optimizer(how);
        heirsOptimizer.load(State.of(optimizer).reader());
        steps(heir, heirsOptimizer, rate, 50);
        return EngineContract.parameters(heir);
    }

    private static void steps(Network network, Optimizer optimizer, float rate, int from) {
        for (int step = from; step < from + 50; step++) {
            EngineContract.learnFrom(network, 8, 300 + 2L * step);
            optimizer.step(rate, 0.5f);
        }
    }
}
