package jarl.network.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.jni.JniUtils;
import jarl.network.Activation;
import jarl.network.Network;
import jarl.network.NetworkSpec;
import jarl.network.Optimizer;
import jarl.network.OptimizerConfig;
import jarl.network.Rows;
import jarl.network.Tower;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("What goes wrong around native memory")
class TorchHazardsTest {
    private static final NetworkSpec SPEC = new NetworkSpec(
            3,
            List.of(8),
            Activation.TANH,
            List.of(
                    Tower.of("actor", List.of(8), 2, 1),
                    Tower.constant("log_std", 2, 0),
                    Tower.of("critic", List.of(), 1, 1)));

    private final TorchEngine engine = TorchEngine.open("cpu");

    @AfterEach
    void close() {
        engine.close();
    }

    private TorchNetwork network() {
        return engine.network(SPEC, new SplittableRandom(1));
    }

    private static Rows random(int count, int width, long seed) {
        var random = new SplittableRandom(seed);
        Rows rows = Rows.of(count, width);
        for (int i = 0; i < rows.data().length; i++) {
            rows.data()[i] = (float) random.nextGaussian();
        }
        return rows;
    }

    private static float[] gradient(Network network) {
        float[] gradient = new float[network.layout().size()];
        network.gradient(gradient);
        return gradient;
    }

    private static NDArray squares(NDList y) {
        return y.get("actor").square().sum().add(y.get("critic").sum()).add(y.get("log_std").exp().sum());
    }

    @Test
    void callsLeaveNothingBehind() {
        TorchNetwork network = network();
        Optimizer adam = network.optimizer(OptimizerConfig.adam(1e-5), "actor");
        Optimizer rmsProp = network.optimizer(OptimizerConfig.rmsProp(1e-5), "torso", "critic", "log_std");
        TorchNetwork twin = network.twin();
        Runnable everything = () -> {
            network.forward(random(4, 3, 1), Rows.of(4, 5));
            network.backward(random(4, 5, 2), Rows.of(4, 3));
            network.inputGradient(random(4, 5, 2), Rows.of(4, 3));
            network.clearGradient();
            network.learn(random(4, 3, 1), TorchHazardsTest::squares);
            network.infer(random(4, 3, 1), Rows.of(4, 5));
            adam.step(0.01f, 0.5f);
            rmsProp.step(0.01f, 0.5f);
            twin.blend(network, 0.1f);
            twin.blend(network, 1);
            network.load(new float[network.layout().size()]);
            gradient(network);
        };
        everything.run();
        int before = network.memory.getManagedArrays().size();
        int twinsBefore = twin.memory.getManagedArrays().size();
        for (int i = 0; i < 20; i++) {
            everything.run();
        }
        assertThat(network.memory.getManagedArrays()).hasSize(before);
        assertThat(twin.memory.getManagedArrays()).hasSize(twinsBefore);
    }

    @Test
    void aNetworkMadeOnOneThreadMayBeUsedOnAnotherAndAutogradIsOffThere() throws InterruptedException {
        TorchNetwork network = network();
        TorchNetwork twin = network.twin();
        var autograd = new AtomicReference<Boolean>();
        Thread thread = Thread.ofPlatform().start(() -> {
            twin.forward(random(4, 3, 1), Rows.of(4, 5));
            twin.backward(random(4, 5, 2), null);
            autograd.set(JniUtils.isGradMode());
        });
        thread.join();
        network.forward(random(4, 3, 1), Rows.of(4, 5));
        network.backward(random(4, 5, 2), null);
        assertThat(autograd.get()).isFalse();
        assertThat(gradient(twin)).containsExactly(gradient(network));
    }

    @Test
    void closingWaitsForWhatIsRunningAndTheNextCallIsRefused() throws InterruptedException {
        for (int round = 0; round < 20; round++) {
            TorchEngine own = TorchEngine.open("cpu");
            Network network = own.network(SPEC, new SplittableRandom(1));
            var begun = new CountDownLatch(1);
            var met = new AtomicReference<Throwable>();
            Thread thread = Thread.ofPlatform().start(() -> {
                Rows x = random(512, 3, 1);
                Rows y = Rows.of(512, 5);
                try {
                    while (true) {
                        network.forward(x, y);
                        network.backward(y, null);
                        begun.countDown();
                    }
                } catch (IllegalStateException e) {
                    met.set(e);
                }
            });
            begun.await();
            if (round % 2 == 0) {
                network.close();
            }
            own.close();
            thread.join();
            assertThat(met.get()).hasMessageContaining("closed");
        }
    }

    @Test
    void aClosedEngineMakesNoNetworks() {
        engine.close();
        assertThatThrownBy(this::network).isInstanceOf(IllegalStateException.class).hasMessageContaining("closed");
    }

    @Test
    void twoEnginesLiveSideBySideAndOneMayEnd() {
        TorchNetwork network = network();
        try (TorchEngine other = TorchEngine.open("cpu")) {
            Network stranger = other.network(SPEC, new SplittableRandom(1));
            assertThatThrownBy(() -> network.blend(stranger, 1)).isInstanceOf(IllegalArgumentException.class);
        }
        Rows y = Rows.of(1, 5);
        network.infer(random(1, 3, 1), y);
        assertThat(y.data()).doesNotContain(Float.NaN);
    }

    /// L = Σ actor² + Σ critic + Σ exp(log σ): its gradient on the outputs is known, so both ways must agree.
    @Test
    void aLossWrittenInDjlGivesTheGradientThatBackwardGives() {
        TorchNetwork network = network();
        Rows x = random(6, 3, 1);
        Rows y = Rows.of(6, 5);
        network.forward(x, y);
        Rows dy = Rows.of(6, 5);
        double expected = 0;
        for (int row = 0; row < 6; row++) {
            for (int column = 0; column < 5; column++) {
                float out = y.at(row, column);
                boolean actor = column < 2;
                boolean critic = column == 4;
                dy.data()[row * 5 + column] = actor ? 2 * out : critic ? 1 : (float) Math.exp(out);
                expected += actor ? out * out : critic ? out : Math.exp(out);
            }
        }
        TorchNetwork twin = network.twin();
        network.backward(dy, null);

        float loss = twin.learn(x, TorchHazardsTest::squares);

        assertThat((double) loss).isCloseTo(expected, within(1e-4));
        float[] byHand = gradient(network);
        float[] byAutograd = gradient(twin);
        for (int i = 0; i < byHand.length; i++) {
            assertThat(byAutograd[i]).isCloseTo(byHand[i], within(1e-4f));
        }
        assertThat(JniUtils.isGradMode()).isFalse();
    }

    @Test
    void aLossThatFailsLeavesAutogradOffAndTheGradientAsItWas() {
        TorchNetwork network = network();
        assertThatThrownBy(() -> network.learn(random(2, 3, 1), y -> y.get("actor").reshape(7)))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> network.learn(random(2, 3, 1), y -> y.get("actor")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("mean()");
        assertThatThrownBy(() -> network.learn(random(2, 3, 1), y -> y.getManager().ones(new Shape(1))))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("depend");
        assertThat(JniUtils.isGradMode()).isFalse();
        assertThat(gradient(network)).containsOnly(0);
    }

    @Test
    void memoryThatCannotBeHadIsRefusedWithWhatToReduce() {
        assertThatThrownBy(() -> engine.run(() -> Memory.zeros(network().memory, 1_000_000, 1_000_000)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("batch_size")
                .hasMessageContaining("cpu");
        var cuda = new EngineException("CUDA out of memory. Tried to allocate 2.00 GiB. GPU 0 has a total capacity …");
        assertThat(Failures.explained(cuda, "cuda:0"))
                .hasMessageContaining("batch_size")
                .hasMessageContaining("cuda:0")
                .hasMessageContaining("FORCE_DEVICE=cpu")
                .hasMessageContaining("2.00 GiB");
    }

    @Test
    void aDeviceThatIsNotThereIsRefusedByName() {
        String missing = "cuda:99";
        assertThatThrownBy(() -> TorchEngine.open(missing))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(missing);
        assertThatThrownBy(() -> TorchEngine.open("tpu"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("tpu");
    }

    @Test
    void aPyTorchOfAnotherVersionIsRefusedByName(@TempDir Path folder) throws IOException {
        Path libraries = Files.createDirectories(folder.resolve("torch/lib"));
        Path version = folder.resolve("torch/version.py");
        Files.writeString(version, "__version__ = '2.6.0+cu124'\ndebug = False\n");
        assertThatThrownBy(() -> TorchNatives.requireVersion(libraries, "2.7.1"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("2.6.0")
                .hasMessageContaining("2.7.1")
                .hasMessageContaining("PYTORCH_LIBRARY_PATH");
        Files.writeString(version, "__version__ = '2.7.1+cu128'\n");
        TorchNatives.requireVersion(libraries, "2.7.1");

        Path archive = Files.createDirectories(folder.resolve("libtorch/lib"));
        assertThatThrownBy(() -> TorchNatives.requireVersion(archive, "2.7.1"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("Cannot tell");
        Files.writeString(folder.resolve("libtorch/build-version"), "2.7.1+cu128\n");
        TorchNatives.requireVersion(archive, "2.7.1");
        TorchNatives.requireVersion(Path.of("/cache/2.7.1-cu128-linux-x86_64"), "2.7.1");
    }

    @Test
    void theBridgeKnowsTheVersionThatItWasBuiltFor() {
        assertThat(TorchNatives.bridgeVersion()).matches("\\d+\\.\\d+\\.\\d+");
        assertThat(TorchNatives.flavor()).isNotBlank();
        assertThat(engine.versions().get("torch")).startsWith(TorchNatives.bridgeVersion());
        assertThat(engine.versions().get("djl")).matches("\\d+\\.\\d+\\.\\d+");
    }

    @Test
    void librariesForCudaAreKnownByTheirFiles(@TempDir Path libraries) throws IOException {
        Files.createFile(libraries.resolve(System.mapLibraryName("torch")));
        assertThat(TorchNatives.flavor(libraries)).isEqualTo("cpu");
        Files.createFile(libraries.resolve(System.mapLibraryName("torch_cuda")));
        assertThat(TorchNatives.flavor(libraries)).startsWith("cu");
    }

    @Test
    void pyTorchRunsOnOneThread() {
        assertThat(JniUtils.getNumThreads()).isEqualTo(1);
        assertThat(JniUtils.getNumInteropThreads()).isEqualTo(1);
    }
}
