package jarl.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import jarl.References;
import jarl.run.checkpoint.State;
import com.fasterxml.jackson.databind.JsonNode;
import jarl.state.StateException;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What every engine keeps. An engine's own test extends this class and opens it.
public abstract class EngineContract {
    private static final float NO_CLIPPING = Float.POSITIVE_INFINITY;

    protected Engine engine;

    /// Opens the engine under test.
    protected abstract Engine open();

    @BeforeEach
    void openEngine() {
        engine = open();
    }

    @AfterEach
    void closeEngine() {
        engine.close();
    }

    /// A torso of odd widths, an actor, a constant and a critic of its own depth.
    protected static NetworkSpec shared(Activation activation) {
        return new NetworkSpec(
                5,
                List.of(7, 9),
                activation,
                List.of(
                        Tower.of("actor", List.of(6), 3, 1),
                        Tower.constant("log_std", 3, -0.5),
                        Tower.of("critic", List.of(), 1, 1)));
    }

    /// Two towers that share nothing, as Stable-Baselines3's policies have them.
    protected static NetworkSpec apart(Activation activation) {
        return new NetworkSpec(
                4,
                List.of(),
                activation,
                List.of(Tower.of("actor", List.of(17, 16), 2, 0.01), Tower.of("critic", List.of(8), 1, 1)));
    }

    protected static Rows random(int count, int width, long seed) {
        RandomGenerator random = new SplittableRandom(seed);
        Rows rows = Rows.of(count, width);
        for (int i = 0; i < rows.data().length; i++) {
            rows.data()[i] = (float) random.nextGaussian();
        }
        return rows;
    }

    protected static float[] parameters(Network network) {
        float[] parameters = new float[network.layout().size()];
        network.parameters(parameters);
        return parameters;
    }

    protected static float[] gradient(Network network) {
        float[] gradient = new float[network.layout().size()];
        network.gradient(gradient);
        return gradient;
    }

    /// One forward and one backward, with a gradient on the outputs that `seed` draws.
    protected static void learnFrom(Network network, int count, long seed) {
        network.forward(random(count, network.inputs(), seed), Rows.of(count, network.outputs()));
        network.backward(random(count, network.outputs(), seed + 1), null);
    }

    protected static void near(float[] actual, double[] expected, double tolerance) {
        assertThat(actual).hasSameSizeAs(expected);
        for (int i = 0; i < actual.length; i++) {
            assertThat((double) actual[i])
                    .as("at %d", i)
                    .isCloseTo(expected[i], within(tolerance * Math.max(1, Math.abs(expected[i]))));
        }
    }

    private Network network(NetworkSpec spec) {
        return engine.network(spec, new SplittableRandom(1));
    }

    @Test
    void beginsWithTheParametersThatTheSpecDraws() {
        assertThat(parameters(network(shared(Activation.TANH))))
                .containsExactly(shared(Activation.TANH).initial(new SplittableRandom(1)));
    }

    @ParameterizedTest
    @EnumSource(Activation.class)
    void mapsRowsAsTheSpecSays(Activation activation) {
        for (NetworkSpec spec : List.of(shared(activation), apart(activation))) {
            Network network = network(spec);
            Rows x = random(33, spec.inputs(), 2);
            Rows y = Rows.of(33, spec.outputs());
            network.infer(x, y);
            double[] theta = DoubleNetwork.doubles(parameters(network));
            for (int row = 0; row < 33; row++) {
                float[] in = Arrays.copyOfRange(x.data(), row * spec.inputs(), (row + 1) * spec.inputs());
                float[] out = Arrays.copyOfRange(y.data(), row * spec.outputs(), (row + 1) * spec.outputs());
                near(out, DoubleNetwork.forward(spec, theta, DoubleNetwork.doubles(in)), 2e-6);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Activation.class)
    void gradientsOnParametersAndInputsAreThoseOfTheMap(Activation activation) {
        for (NetworkSpec spec : List.of(shared(activation), apart(activation))) {
            Network network = network(spec);
            Rows x = random(13, spec.inputs(), 3);
            Rows dy = random(13, spec.outputs(), 4);
            Rows dx = Rows.of(13, spec.inputs());
            network.forward(x, Rows.of(13, spec.outputs()));
            network.backward(dy, dx);
            float[] theta = parameters(network);
            near(gradient(network), DoubleNetwork.gradient(spec, theta, x, dy), 1e-5);
            near(dx.data(), DoubleNetwork.inputGradient(spec, theta, x, dy), 1e-5);
        }
    }

    @Test
    void forwardGivesWhatInferGivesAndInferDoesNotDisturbTheBackwardAfterIt() {
        Network network = network(shared(Activation.TANH));
        Rows x = random(9, 5, 5);
        Rows kept = Rows.of(9, network.outputs());
        Rows inferred = Rows.of(9, network.outputs());
        network.forward(x, kept);
        network.infer(x, inferred);
        assertThat(inferred.data()).containsExactly(kept.data());

        network.infer(random(20, 5, 6), Rows.of(20, network.outputs()));
        Rows dy = random(9, network.outputs(), 7);
        network.backward(dy, null);
        near(gradient(network), DoubleNetwork.gradient(network.spec(), parameters(network), x, dy), 1e-5);
    }

    @Test
    void gradientsAddUpUntilAStepClearsThem() {
        Network network = network(apart(Activation.TANH));
        Optimizer optimizer = network.optimizer(OptimizerConfig.adam(1e-5));
        learnFrom(network, 6, 8);
        double[] twice = Arrays.stream(DoubleNetwork.doubles(gradient(network)))
                .map(once -> 2 * once)
                .toArray();
        learnFrom(network, 6, 8);
        near(gradient(network), twice, 1e-6);
        optimizer.step(1e-3f, NO_CLIPPING);
        assertThat(gradient(network)).containsOnly(0);
    }

    @Test
    void aGradientThatIsClearedLeavesNoTraceInTheNextStep() {
        Network network = network(shared(Activation.TANH));
        Network fresh = network(shared(Activation.TANH));
        learnFrom(network, 6, 8);
        network.clearGradient();
        assertThat(gradient(network)).containsOnly(0);

        float[] norms = new float[2];
        List<Network> both = List.of(network, fresh);
        for (int i = 0; i < 2; i++) {
            learnFrom(both.get(i), 6, 10);
            norms[i] = both.get(i).optimizer(OptimizerConfig.adam(1e-5)).step(1e-3f, 0.5f);
        }
        assertThat(norms[0]).isEqualTo(norms[1]);
        assertThat(parameters(network)).containsExactly(parameters(fresh));
    }

    @ParameterizedTest
    @EnumSource(Activation.class)
    void theInputGradientAloneIsThatOfBackwardAndLeavesTheParametersGradient(Activation activation) {
        for (NetworkSpec spec : List.of(shared(activation), apart(activation))) {
            Network network = network(spec);
            Rows x = random(70, spec.inputs(), 3);
            Rows dy = random(70, spec.outputs(), 4);
            Rows alone = Rows.of(70, spec.inputs());
            Rows together = Rows.of(70, spec.inputs());
            network.forward(x, Rows.of(70, spec.outputs()));
            network.inputGradient(dy, alone);
            assertThat(gradient(network)).containsOnly(0);

            network.backward(dy, together);
            assertThat(alone.data()).containsExactly(together.data());
            float[] pulled = gradient(network);
            network.inputGradient(dy, alone);
            assertThat(gradient(network)).containsExactly(pulled);
            float[] theta = parameters(network);
            near(alone.data(), DoubleNetwork.inputGradient(spec, theta, x, dy), 1e-5);
        }
    }

    /// ∂L/∂xᵢ ≈ (L(x + hᵢ) − L(x − hᵢ)) / 2h for L = Σ dy·y, on an activation without kinks.
    @Test
    void theInputGradientAgreesWithFiniteDifferences() {
        Network network = network(shared(Activation.TANH));
        Rows x = random(3, 5, 3);
        Rows dy = random(3, network.outputs(), 4);
        Rows dx = Rows.of(3, 5);
        network.forward(x, Rows.of(3, network.outputs()));
        network.inputGradient(dy, dx);
        float h = 1e-2f;
        for (int i = 0; i < x.data().length; i++) {
            float middle = x.data()[i];
            x.data()[i] = middle + h;
            double above = loss(network, x, dy);
            x.data()[i] = middle - h;
            double slope = (above - loss(network, x, dy)) / (2 * h);
            x.data()[i] = middle;
            assertThat((double) dx.data()[i]).isCloseTo(slope, within(1e-3));
        }
    }

    private static double loss(Network network, Rows x, Rows dy) {
        Rows y = Rows.of(x.count(), network.outputs());
        network.infer(x, y);
        double loss = 0;
        for (int i = 0; i < y.data().length; i++) {
            loss += (double) dy.data()[i] * y.data()[i];
        }
        return loss;
    }

    @Test
    void aLargeBatchMayComeInPieces() {
        Network network = network(apart(Activation.RELU));
        learnFrom(network, 3000, 9);
        Rows x = random(3000, 4, 9);
        Rows dy = random(3000, network.outputs(), 10);
        Network inPieces = network(apart(Activation.RELU));
        for (int row = 0; row < 3000; row += 1000) {
            inPieces.forward(piece(x, row, 1000), Rows.of(1000, network.outputs()));
            inPieces.backward(piece(dy, row, 1000), null);
        }
        near(gradient(inPieces), DoubleNetwork.doubles(gradient(network)), 1e-4);
    }

    private static Rows piece(Rows of, int row, int count) {
        int width = of.width();
        return new Rows(
                Arrays.copyOfRange(of.data(), row * width, (row + count) * width), count, width);
    }

    @Test
    void aTwinHasTheSameParametersAndGoesItsOwnWay() {
        Network network = network(shared(Activation.RELU));
        Network twin = network.twin();
        float[] before = parameters(network);
        assertThat(parameters(twin)).containsExactly(before);

        learnFrom(network, 4, 11);
        network.optimizer(OptimizerConfig.adam(1e-5)).step(0.01f, NO_CLIPPING);
        assertThat(parameters(network)).isNotEqualTo(before);
        assertThat(parameters(twin)).containsExactly(before);
    }

    /// θ ← τθ′ + (1 − τ)θ, as Stable-Baselines3's `polyak_update`.
    @Test
    void blendsAsTheReferenceDoes() {
        JsonNode reference = References.read("rl_math.json").get("polyak");
        float[] source = References.floats(reference.get("source"));
        float[] target = References.floats(reference.get("target"));
        NetworkSpec spec = numbers(source.length);
        for (JsonNode blend : reference.get("cases")) {
            Network online = network(spec);
            Network late = network(spec);
            online.load(source);
            late.load(target);
            late.blend(online, (float) blend.get("tau").asDouble());
            near(parameters(late), DoubleNetwork.doubles(References.floats(blend.get("result"))), 1e-6);
            assertThat(parameters(online)).containsExactly(source);
        }
    }

    @Test
    void aBlendOfOneCopiesExactly() {
        Network online = network(shared(Activation.TANH));
        Network late = engine.network(shared(Activation.TANH), new SplittableRandom(99));
        late.blend(online, 1);
        assertThat(parameters(late)).containsExactly(parameters(online));
    }

    @Test
    void blendsOnlyWithANetworkOfTheSameSpec() {
        Network network = network(shared(Activation.TANH));
        Network other = network(shared(Activation.RELU));
        assertThatThrownBy(() -> network.blend(other, 1)).isInstanceOf(IllegalArgumentException.class);
    }

    /// A network whose parameters are plain numbers: with one row, the gradient on the outputs is theirs.
    private static NetworkSpec numbers(int count) {
        return new NetworkSpec(1, List.of(), Activation.TANH, List.of(Tower.constant("numbers", count, 0)));
    }

    private static void pull(Network network, float[] gradient) {
        network.forward(Rows.of(1, 1), Rows.of(1, gradient.length));
        network.backward(new Rows(gradient, 1, gradient.length), null);
    }

    /// PyTorch's `clip_grad_norm_` and Adam.
    @Test
    void clipsAndStepsAsPyTorchDoes() {
        JsonNode reference = References.read("rl_math.json").get("adam_clip");
        float[] start = References.floats(reference.get("w0"));
        Network network = network(numbers(start.length));
        network.load(start);
        Optimizer optimizer = network.optimizer(OptimizerConfig.adam(reference.get("eps").asDouble()));
        float[] norms = References.floats(reference.get("norms"));
        for (int step = 0; step < norms.length; step++) {
            pull(network, References.floats(reference.get("grads").get(step)));
            float norm = optimizer.step(
                    (float) reference.get("lr").asDouble(),
                    (float) reference.get("max_grad_norm").asDouble());
            assertThat(norm).isCloseTo(norms[step], within(1e-5f * norms[step]));
            near(parameters(network), DoubleNetwork.doubles(References.floats(reference.get("w").get(step))), 1e-6);
        }
    }

    @Test
    void aHundredStepsOfAdamStayBesideThoseInDoublePrecision() {
        Network network = network(apart(Activation.TANH));
        Optimizer optimizer = network.optimizer(OptimizerConfig.adam(1e-5));
        var expected = new DoubleOptimizer(parameters(network));
        for (int step = 0; step < 100; step++) {
            learnFrom(network, 8, 100 + 2L * step);
            expected.adam(gradient(network), 1e-3, 0.9, 0.999, 1e-5);
            optimizer.step(1e-3f, NO_CLIPPING);
        }
        near(parameters(network), expected.parameters, 5e-6);
    }

    @Test
    void aHundredStepsOfRmsPropStayBesideThoseInDoublePrecision() {
        Network network = network(apart(Activation.TANH));
        Optimizer optimizer = network.optimizer(OptimizerConfig.rmsProp(1e-5));
        var expected = new DoubleOptimizer(parameters(network));
        for (int step = 0; step < 100; step++) {
            learnFrom(network, 8, 100 + 2L * step);
            expected.rmsProp(gradient(network), 1e-4, 0.99, 1e-5);
            optimizer.step(1e-4f, NO_CLIPPING);
        }
        near(parameters(network), expected.parameters, 5e-6);
    }

    @Test
    void anOptimizerMovesItsOwnTowersAndLeavesTheOthersGradient() {
        Network network = network(shared(Activation.TANH));
        Optimizer policy = network.optimizer(OptimizerConfig.adam(1e-5), "actor", "log_std");
        Optimizer rest = network.optimizer(OptimizerConfig.adam(1e-5), "critic", "torso");
        learnFrom(network, 6, 12);
        float[] before = parameters(network);
        float[] pulled = gradient(network);

        float norm = policy.step(0.01f, NO_CLIPPING);

        double squares = 0;
        float[] after = parameters(network);
        float[] left = gradient(network);
        for (Layout.Parameter parameter : network.layout().parameters()) {
            boolean own = List.of("actor", "log_std").contains(parameter.tower());
            for (int i = parameter.offset(); i < parameter.offset() + parameter.size(); i++) {
                squares += own ? (double) pulled[i] * pulled[i] : 0;
                assertThat(left[i]).isEqualTo(own ? 0 : pulled[i]);
                assertThat(after[i] != before[i]).isEqualTo(own && pulled[i] != 0);
            }
        }
        assertThat((double) norm).isCloseTo(Math.sqrt(squares), within(1e-5));

        rest.step(0.01f, NO_CLIPPING);
        assertThat(gradient(network)).containsOnly(0);
    }

    @Test
    void aTowerHasOneOptimizerAtMostAndItsNameMustBeKnown() {
        Network network = network(shared(Activation.TANH));
        network.optimizer(OptimizerConfig.adam(1e-5), "actor");
        assertThatThrownBy(() -> network.optimizer(OptimizerConfig.adam(1e-5), "actor"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("actor");
        assertThatThrownBy(() -> network.optimizer(OptimizerConfig.adam(1e-5)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> network.optimizer(OptimizerConfig.adam(1e-5), "crtic"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("crtic")
                .hasMessageContaining("critic");
    }

    @ParameterizedTest
    @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY})
    void aGradientThatIsNoNumberMovesNothingAndIsForgotten(float poison) {
        Network network = network(apart(Activation.TANH));
        Optimizer optimizer = network.optimizer(OptimizerConfig.adam(1e-5));
        float[] before = parameters(network);
        network.forward(random(2, 4, 13), Rows.of(2, 3));
        Rows dy = random(2, 3, 14);
        dy.data()[2] = poison;
        network.backward(dy, null);

        assertThat(optimizer.step(1e-3f, 0.5f)).isNotFinite();

        assertThat(parameters(network)).containsExactly(before);
        assertThat(gradient(network)).containsOnly(0);
        learnFrom(network, 2, 15);
        assertThat(optimizer.step(1e-3f, 0.5f)).isFinite();
        assertThat(parameters(network)).doesNotContain(Float.NaN).isNotEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatIsSavedAndLoadedContinuesBitForBit(boolean adam) {
        OptimizerConfig how = adam ? OptimizerConfig.adam(1e-5) : OptimizerConfig.rmsProp(1e-5);
        Network network = network(shared(Activation.TANH));
        Optimizer optimizer = network.optimizer(how);
        for (int step = 0; step < 5; step++) {
            learnFrom(network, 6, 20 + step);
            optimizer.step(1e-3f, 0.5f);
        }
        Network resumed = engine.network(shared(Activation.TANH), new SplittableRandom(7));
        Optimizer resumedOptimizer = resumed.optimizer(how);
        resumed.load(parameters(network));
        resumedOptimizer.load(State.of(optimizer).reader());
        for (int step = 5; step < 10; step++) {
            for (Network each : List.of(network, resumed)) {
                learnFrom(each, 6, 20 + step);
            }
            assertThat(resumedOptimizer.step(1e-3f, 0.5f)).isEqualTo(optimizer.step(1e-3f, 0.5f));
        }
        assertThat(parameters(resumed)).containsExactly(parameters(network));
    }

    @Test
    void anotherNetworksOptimizerStateIsRefused() {
        Optimizer small = network(apart(Activation.TANH)).optimizer(OptimizerConfig.adam(1e-5));
        Optimizer other = network(shared(Activation.TANH)).optimizer(OptimizerConfig.adam(1e-5));
        assertThatThrownBy(() -> other.load(State.of(small).reader())).isInstanceOf(StateException.class);
    }

    @Test
    void theSameSeedGivesTheSameBits() {
        float[][] results = new float[2][];
        for (int run = 0; run < 2; run++) {
            Network network = network(shared(Activation.SIGMOID));
            Optimizer optimizer = network.optimizer(OptimizerConfig.adam(1e-5));
            for (int step = 0; step < 20; step++) {
                learnFrom(network, 64, 40 + step);
                optimizer.step(1e-3f, 0.5f);
            }
            results[run] = parameters(network);
        }
        if (engine.reproducible()) {
            assertThat(results[0]).containsExactly(results[1]);
        } else {
            near(results[0], DoubleNetwork.doubles(results[1]), 1e-3);
        }
    }

    @Test
    void rowsOfAnotherWidthAreRefusedWithBothWidths() {
        Network network = network(apart(Activation.TANH));
        assertThatThrownBy(() -> network.infer(Rows.of(2, 5), Rows.of(2, 3)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("4")
                .hasMessageContaining("5");
        network.forward(random(2, 4, 16), Rows.of(2, 3));
        assertThatThrownBy(() -> network.backward(Rows.of(3, 3), null)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void noRowsGiveNothing() {
        Network network = network(shared(Activation.TANH));
        network.infer(Rows.of(0, 5), Rows.of(0, network.outputs()));
        learnFrom(network, 0, 17);
        assertThat(gradient(network)).containsOnly(0);
    }

    @Test
    void backwardWithoutForwardIsRefused() {
        Network network = network(apart(Activation.TANH));
        assertThatThrownBy(() -> network.backward(Rows.of(3, 3), null)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void afterCloseEveryCallIsRefusedAndClosingAgainDoesNothing() {
        Network network = network(apart(Activation.TANH));
        Optimizer optimizer = network.optimizer(OptimizerConfig.adam(1e-5));
        network.close();
        network.close();
        assertThatThrownBy(() -> network.infer(Rows.of(1, 4), Rows.of(1, 3))).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> parameters(network)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> optimizer.step(1, 1)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void anEngineThatClosesTakesItsNetworksWithIt() {
        Network network = network(apart(Activation.TANH));
        engine.close();
        assertThatThrownBy(() -> network.infer(Rows.of(1, 4), Rows.of(1, 3))).isInstanceOf(IllegalStateException.class);
        network.close();
    }

    /// One whole minibatch update of Stable-Baselines3's PPO on a trained 4-64-64 policy, from its weights.
    @Test
    void repeatsAnUpdateOfStableBaselines3() {
        JsonNode reference = References.read("sb3_policy.json");
        var spec = new NetworkSpec(
                4,
                List.of(),
                Activation.TANH,
                List.of(Tower.of("actor", List.of(64, 64), 2, 0.01), Tower.of("critic", List.of(64, 64), 1, 1)));
        Network network = network(spec);
        network.load(sb3(spec, reference.get("state_dict")));
        Rows x = References.rows(reference.get("obs"));
        int n = x.count();
        Rows y = Rows.of(n, 3);
        network.forward(x, y);
        float[] logits = References.floats(reference.get("raw_logits"));
        float[] values = References.floats(reference.get("values"));
        for (int row = 0; row < n; row++) {
            assertThat(y.at(row, 0)).isCloseTo(logits[2 * row], within(1e-5f));
            assertThat(y.at(row, 1)).isCloseTo(logits[2 * row + 1], within(1e-5f));
            assertThat(y.at(row, 2)).isCloseTo(values[row], within(1e-5f * Math.max(1, Math.abs(values[row]))));
        }

        JsonNode update = reference.get("update_step");
        Rows actions = new Rows(References.floats(reference.get("actions")), n, 1);
        Head policy = new Categorical(0, 2);
        Head value = new Values(2, 1);
        var outputs = new Outputs(n);
        var weights = new Weights(n);
        Rows dy = Rows.of(n, 3);
        policy.read(y, null, actions, outputs);
        value.read(y, null, actions, outputs);
        PpoWeights.of(update).weigh(outputs, weights);
        policy.pull(y, null, actions, weights, dy);
        value.pull(y, null, actions, weights, dy);
        Optimizer optimizer = network.optimizer(OptimizerConfig.adam(update.get("adam_eps").asDouble()));
        network.backward(dy, null);
        float[] gradient = gradient(network);
        double norm = update.get("grad_norm_before_clip").asDouble();
        double scale = update.get("max_grad_norm").asDouble() / norm;
        float[] clipped = sb3(spec, update.get("clipped_grads"));
        for (int i = 0; i < gradient.length; i++) {
            assertThat(gradient[i] * scale).isCloseTo(clipped[i], within(1e-6));
        }

        float met = optimizer.step(
                (float) update.get("lr").asDouble(), (float) update.get("max_grad_norm").asDouble());

        assertThat((double) met).isCloseTo(norm, within(1e-4));
        near(parameters(network), DoubleNetwork.doubles(sb3(spec, update.get("params_after"))), 2e-5);
    }

    /// Stable-Baselines3's parameters in the order of our layout.
    private static float[] sb3(NetworkSpec spec, JsonNode dictionary) {
        float[] flat = new float[spec.layout().size()];
        for (Layout.Parameter parameter : spec.layout().parameters()) {
            String[] name = parameter.name().split("\\."); // tower, layer, weight or bias
            boolean actor = name[0].equals("actor");
            String theirs = name[1].equals("2")
                    ? (actor ? "action_net." : "value_net.")
                    : "mlp_extractor." + (actor ? "policy_net." : "value_net.") + 2 * Integer.parseInt(name[1]) + ".";
            float[] values = References.floats(dictionary.get(theirs + name[2]));
            assertThat(values).hasSize(parameter.size());
            System.arraycopy(values, 0, flat, parameter.offset(), values.length);
        }
        return flat;
    }
}
