package jarl.network.java;

import static org.assertj.core.api.Assertions.assertThat;

import jarl.network.Activation;
import jarl.network.Network;
import jarl.network.NetworkSpec;
import jarl.network.Rows;
import jarl.network.Tower;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The bits of a training on the Java engine")
class SameBitsTest {
    private static final int STEPS = 100;
    private static final String VECTORS = "--add-modules=jdk.incubator.vector";

    private static long expected;

    @BeforeAll
    static void train() {
        expected = here(1, BestKernels.KERNELS);
    }

    private static long here(int threads, Kernels kernels) {
        try (var engine = new JavaEngine(threads, kernels)) {
            return Fingerprint.of(engine, STEPS);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 5})
    void areThoseOfOneThreadOnAnyNumberOfThreads(int threads) {
        assertThat(here(threads, BestKernels.KERNELS)).isEqualTo(expected);
    }

    @Test
    void areThoseOfPlainLoops() {
        assertThat(BestKernels.KERNELS).isInstanceOf(VectorKernels.class);
        assertThat(here(1, new PlainKernels())).isEqualTo(expected);
    }

    /// Each width is compiled by a virtual machine of its own, since one knows but its preferred vectors well.
    @ParameterizedTest
    @ValueSource(ints = {16, 32, 64})
    void areTheSameOnVectorsOfAnyWidth(int bytes) throws Exception {
        String answer = elsewhere(STEPS, VECTORS, "-XX:MaxVectorSize=" + bytes);
        assertThat(answer).endsWith("-bit vectors " + expected);
    }

    @Test
    void areTheSameBeforeTheCompilerComesBy() throws Exception {
        long afterAFewSteps;
        try (var engine = new JavaEngine(1)) {
            afterAFewSteps = Fingerprint.of(engine, 4);
        }
        assertThat(elsewhere(4, VECTORS, "-Xint")).endsWith("-bit vectors " + afterAFewSteps);
    }

    @Test
    void areTheSameWithoutTheVectorModuleAndThatIsSaid() throws Exception {
        String answer = elsewhere(STEPS);
        assertThat(answer).endsWith("plain " + expected).contains("--add-modules=jdk.incubator.vector");
    }

    /// What [Fingerprint] says in a virtual machine with these options.
    private static String elsewhere(int steps, String... options) throws IOException, InterruptedException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:+UseSerialGC", "-cp", System.getProperty("java.class.path")));
        command.addAll(List.of(options));
        command.addAll(List.of(Fingerprint.class.getName(), String.valueOf(steps), "2"));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String answer = new String(process.getInputStream().readAllBytes()).strip();
        assertThat(process.waitFor()).as(answer).isZero();
        return answer;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 64, 65, 300})
    void ofARowDoNotDependOnTheRowsBesideIt(int count) {
        var spec = new NetworkSpec(
                5,
                List.of(40),
                Activation.TANH,
                List.of(Tower.of("actor", List.of(64), 2, 0.01), Tower.of("critic", List.of(23), 1, 1)));
        try (var engine = new JavaEngine(2)) {
            Network network = engine.network(spec, new SplittableRandom(3));
            Rows x = Rows.of(count, 5);
            var random = new SplittableRandom(4);
            for (int i = 0; i < x.data().length; i++) {
                x.data()[i] = (float) random.nextGaussian();
            }
            Rows together = Rows.of(count, 3);
            network.infer(x, together);
            for (int row = 0; row < count; row++) {
                Rows alone = Rows.of(1, 3);
                network.infer(new Rows(Arrays.copyOfRange(x.data(), 5 * row, 5 * row + 5), 1, 5), alone);
                assertThat(alone.data())
                        .containsExactly(Arrays.copyOfRange(together.data(), 3 * row, 3 * row + 3));
            }
        }
    }
}
