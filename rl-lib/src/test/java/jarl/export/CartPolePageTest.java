package jarl.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.SimpleFileServer;
import jarl.env.Action;
import jarl.env.Environment;
import jarl.env.EnvironmentConfig;
import jarl.env.Environments;
import jarl.env.NumpyRandom;
import jarl.network.Activation;
import jarl.network.NetworkSpec;
import jarl.network.Tower;
import jarl.run.checkpoint.HeadKind;
import jarl.run.checkpoint.PolicySpec;
import jarl.run.checkpoint.SavedPolicy;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The page as it is: in headless Chromium, with no network but this machine, once from a local server and once as a file.
@DisplayName("The page in which a policy plays CartPole")
class CartPolePageTest {
    /// Pushes the way the pole falls: the gains of a linear-quadratic regulator on position, velocity, angle, spin.
    private static final float[] GAINS = {1, 1.6f, 18.7f, 3.5f};

    @TempDir
    Path folder;

    private static Chromium browser() throws IOException, InterruptedException {
        assumeTrue(Chromium.isInstalled(), "chromedriver is not installed");
        return Chromium.start();
    }

    private static SavedPolicy regulator() {
        Environment world = Environments.make("CartPole-v1", Map.of());
        var network = new NetworkSpec(4, List.of(), Activation.LINEAR, List.of(Tower.of("q", List.of(), 2, 1)));
        float[] parameters = new float[network.layout().size()];
        for (int i = 0; i < 4; i++) {
            parameters[i] = -GAINS[i];
            parameters[4 + i] = GAINS[i];
        }
        return new SavedPolicy(
                new PolicySpec(network, world.observationSpace(), world.actionSpace(), HeadKind.VALUES, null), parameters);
    }

    private Path page() {
        return page(EnvironmentConfig.of("CartPole-v1"));
    }

    private Path page(EnvironmentConfig world) {
        Path onnx = Exporter.onnx(regulator(), folder.resolve("policy.onnx"), OnnxOptions.batched()).file();
        return CartPolePage.write(world, "Made by hand", onnx);
    }

    /// Steps as fast as the policy answers, until one episode has lasted that long.
    private static int stepsBalanced(Chromium browser, URI page, int enough)
            throws IOException, InterruptedException {
        browser.before("const original = setInterval; window.setInterval = (work, _) => original(work, 1);");
        browser.open(page);
        int steps = 0;
        for (int tries = 0; tries < 600 && steps < enough; tries++) {
            Thread.sleep(100);
            String told = browser.run("return document.getElementById('score').textContent").asText();
            assertThat(told).doesNotContain("cannot");
            steps = told.startsWith("Episode") ? Integer.parseInt(told.replaceAll(".*: (\\d+) steps.*", "$1")) : 0;
        }
        return steps;
    }

    @Test
    void balancesThePoleBeyondFiveHundredStepsServedByThisMachine() throws IOException, InterruptedException {
        Path page = page();
        var anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        HttpServer server = SimpleFileServer.createFileServer(
                anyPort, folder.toAbsolutePath(), SimpleFileServer.OutputLevel.NONE);
        server.start();
        try (Chromium browser = browser()) {
            String address = "http://127.0.0.1:" + server.getAddress().getPort() + "/" + page.getFileName();
            assertThat(stepsBalanced(browser, URI.create(address), 501)).isGreaterThan(500);
        } finally {
            server.stop(0);
        }
    }

    @Test
    void playsOpenedAsAFileAndMovesAsOurWorldDoes() throws IOException, InterruptedException {
        try (Chromium browser = browser()) {
            assertThat(stepsBalanced(browser, page().toUri(), 50)).isGreaterThanOrEqualTo(50);
            assertMovesAsOurWorldDoes(browser, Map.of());
        }
    }

    @Test
    void hasTheOptionsOfTheWorldThatThePolicyWasTrainedIn() throws IOException, InterruptedException {
        Map<String, Object> otherwise = Map.of(
                "pole_length", 0.4, "pole_mass", 0.2, "cart_mass", 1.5, "gravity", 3.7, "force", 8.0);
        try (Chromium browser = browser()) {
            browser.open(page(EnvironmentConfig.of("CartPole-v1").settled(otherwise)).toUri());
            assertMovesAsOurWorldDoes(browser, otherwise);
        }
    }

    private static void assertMovesAsOurWorldDoes(Chromium browser, Map<String, ?> options)
            throws IOException, InterruptedException {
        Environment world = Environments.make("CartPole-v1", options);
        NumpyRandom random = NumpyRandom.seeded(3);
        world.reset(random);
        for (int step = 0; step < 200; step++) {
            double[] before = Objects.requireNonNull(world.state());
            int choice = random.nextInt(2);
            boolean over = world.step(Action.of(choice)).ended();
            JsonNode after = browser.run(
                    "const next = stepped(arguments[0], arguments[1]); return [...next, isOver(next)]", before, choice);
            double[] ours = Objects.requireNonNull(world.state());
            for (int i = 0; i < 4; i++) {
                assertThat(after.get(i).asDouble()).isCloseTo(ours[i], within(1e-12));
            }
            assertThat(after.get(4).asBoolean()).isEqualTo(over);
            if (over) {
                world.reset(random);
            }
        }
    }

    @Test
    void isRefusedForAWorldItDoesNotCarry() {
        assertThatThrownBy(() -> CartPolePage.write(EnvironmentConfig.of("Pendulum-v1"), "Made by hand", folder.resolve("policy.onnx")))
                .isInstanceOf(ExportException.class)
                .hasMessageContaining("CartPole-v1 alone")
                .hasMessageContaining("Pendulum-v1");
    }

    @Test
    void takesOnlyTheArchiveThatNpmPublished() {
        assertThatThrownBy(() -> WebRuntime.checked(new byte[] {1, 2, 3}))
                .isInstanceOf(ExportException.class)
                .hasMessageContaining("checksum differs");
    }
}
