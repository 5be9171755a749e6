package jarl.algorithm.ppo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import jarl.References;
import jarl.algorithm.LearnerSetup;
import jarl.algorithm.NetworkConfig;
import jarl.config.Schedule;
import jarl.env.Environments;
import jarl.env.NumpyRandom;
import jarl.env.VectorEnvironment;
import jarl.experience.Batch;
import jarl.experience.Batches;
import jarl.network.Activation;
import jarl.network.Categorical;
import jarl.network.Engine;
import jarl.network.Engines;
import jarl.network.Gaussian;
import jarl.network.Head;
import jarl.network.Outputs;
import jarl.network.Rows;
import jarl.network.Weights;
import jarl.run.checkpoint.State;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("PPO")
class PpoTest {
    static Stream<JsonNode> losses() {
        return StreamSupport.stream(
                References.read("rl_math.json").get("ppo_loss").get("cases").spliterator(), false);
    }

    /// The weights, pulled through the head, are the gradients that PyTorch's autograd gives Stable-Baselines3's loss.
    @ParameterizedTest
    @MethodSource("losses")
    void putsTheGradientsOfStableBaselines3sLossOnTheOutputs(JsonNode reference) {
        boolean discrete = reference.get("kind").asText().equals("categorical");
        Rows actions = rows(reference.get("actions"));
        Rows y = discrete ? References.rows(reference.get("logits")) : gaussianOutputs(reference);
        Head head = discrete ? new Categorical(0, y.width()) : new Gaussian(0, actions.width());
        float[] values = References.floats(reference.get("values"));
        int size = values.length;
        Batch batch = Batches.of(
                Rows.of(size, 1),
                actions,
                References.floats(reference.get("old_log_prob")),
                References.floats(reference.get("old_values")),
                References.floats(reference.get("advantages")),
                References.floats(reference.get("returns")));
        batch.normalizeAdvantages();
        var now = new Outputs(size);
        head.read(y, null, actions, now);
        for (int i = 0; i < size; i++) {
            now.value(i, values[i]);
        }
        var weights = new Weights(size);
        try (Engine engine = Engines.open("java", "cpu", 1);
                Ppo ppo = ppo(reference, engine)) {
            assertThat(ppo.weigh(batch, now, weights)).isTrue();
        }
        Rows dy = Rows.of(size, y.width());
        head.pull(y, null, actions, weights, dy);

        float[] onValues = References.floats(reference.get("grad_values"));
        for (int i = 0; i < size; i++) {
            assertThat(weights.value(i)).isCloseTo(onValues[i], within(1e-6f));
        }
        if (discrete) {
            assertThat(dy.data())
                    .usingComparatorWithPrecision(1e-6f)
                    .containsExactly(References.floats(reference.get("grad_logits")));
        } else {
            assertGaussianGradients(reference, dy, actions.width());
        }
    }

    private static void assertGaussianGradients(JsonNode reference, Rows dy, int dimensions) {
        float[] onMeans = References.floats(reference.get("grad_mean"));
        float[] onLogStd = References.floats(reference.get("grad_log_std"));
        float[] summed = new float[dimensions];
        for (int i = 0; i < dy.count(); i++) {
            for (int d = 0; d < dimensions; d++) {
                assertThat(dy.at(i, d)).isCloseTo(onMeans[i * dimensions + d], within(1e-6f));
                summed[d] += dy.at(i, dimensions + d);
            }
        }
        assertThat(summed).usingComparatorWithPrecision(1e-5f).containsExactly(onLogStd);
    }

    private static Rows gaussianOutputs(JsonNode reference) {
        Rows means = References.rows(reference.get("mean"));
        float[] logStd = References.floats(reference.get("log_std"));
        Rows y = Rows.of(means.count(), 2 * means.width());
        for (int i = 0; i < means.count(); i++) {
            for (int d = 0; d < means.width(); d++) {
                y.data()[i * y.width() + d] = means.at(i, d);
                y.data()[i * y.width() + means.width() + d] = logStd[d];
            }
        }
        return y;
    }

    private static Rows rows(JsonNode node) {
        float[] flat = References.floats(node);
        return new Rows(flat, node.size(), flat.length / node.size());
    }

    private static Ppo ppo(JsonNode reference, Engine engine) {
        boolean clips = reference.get("clip_range_vf").isNumber();
        var config = new PpoConfig(
                8,
                64,
                1,
                0.99f,
                0.95f,
                new Schedule.Constant(reference.get("clip_range").asDouble()),
                clips ? PpoConfig.ValueClip.SB3 : PpoConfig.ValueClip.NONE,
                true,
                (float) reference.get("vf_coef").asDouble(),
                new Schedule.Constant(reference.get("ent_coef").asDouble()),
                null,
                null);
        return new Ppo(config, setup(engine, 1));
    }

    /// The greater of the two squared errors, of V and of V held within ε = 0.2 of the old one: its slope in V is that of
    /// the greater.
    @ParameterizedTest
    @CsvSource({
        // old, V, target, slope of the greater
        "0, 0.1, 1, -1.8", // within ε: nothing is clipped
        "0, 0.5, 1, 0", // the clipped value, 0.2, is further off, and stands still
        "0, 0.5, 0.3, 0.4", // V is further off: 0.2 from it, the clipped value 0.1
        "0, -0.5, 1, -3", // V is further off, on the other side
        "1, 0.5, 0, 0" // the clipped value, 0.8, is further off
    })
    void canTakeTheGreaterOfTheTwoValueLosses(float old, float value, float target, float slope) {
        float[] none = {0};
        Batch batch = Batches.of(Rows.of(1, 1), Rows.of(1, 1), none, new float[] {old}, none, new float[] {target});
        var now = new Outputs(1);
        now.value(0, value);
        var weights = new Weights(1);
        try (Engine engine = Engines.open("java", "cpu", 1);
                Ppo ppo = new Ppo(small(PpoConfig.ValueClip.MAX), setup(engine, 1))) {
            ppo.weigh(batch, now, weights);
        }
        assertThat(weights.value(0)).isCloseTo(0.5f * slope, within(1e-6f));
    }

    private static LearnerSetup setup(Engine engine, long seed) {
        VectorEnvironment environment = Environments.vector("CartPole-v1", 4, Map.of());
        environment.reset(new long[] {1, 2, 3, 4});
        return new LearnerSetup(
                environment,
                engine,
                new NetworkConfig(List.of(16, 16), Activation.TANH, false),
                new Schedule.Constant(1e-3),
                0.5f,
                100_000,
                NumpyRandom.seeded(seed));
    }

    private static PpoConfig small() {
        return small(PpoConfig.ValueClip.NONE);
    }

    private static PpoConfig small(PpoConfig.ValueClip valueClip) {
        return new PpoConfig(
                16,
                16,
                4,
                0.99f,
                0.95f,
                new Schedule.Constant(0.2),
                valueClip,
                true,
                0.5f,
                new Schedule.Constant(0),
                null,
                null);
    }

    @Test
    void goesOnFromASavedStateWithTheSameBits() {
        try (Engine engine = Engines.open("java", "cpu", 1);
                Ppo first = new Ppo(small(), setup(engine, 7));
                Ppo second = new Ppo(small(), setup(engine, 8))) {
            first.iterations().limit(3).forEach(iteration -> {});
            second.load(State.of(first).reader());
            for (int i = 0; i < 3; i++) {
                assertThat(second.iterate()).isEqualTo(first.iterate());
            }
            assertThat(parameters(second)).isEqualTo(parameters(first));
        }
    }

    @Test
    void learnsTheSameForTheSameSeedAndOtherwiseForAnother() {
        try (Engine engine = Engines.open("java", "cpu", 1);
                Ppo one = new Ppo(small(), setup(engine, 7));
                Ppo same = new Ppo(small(), setup(engine, 7));
                Ppo other = new Ppo(small(), setup(engine, 8))) {
            assertThat(one.iterate()).isEqualTo(same.iterate()).isNotEqualTo(other.iterate());
        }
    }

    private static float[] parameters(Ppo ppo) {
        float[] parameters = new float[ppo.policy().network().layout().size()];
        ppo.policy().network().parameters(parameters);
        return parameters;
    }

    @Test
    void stopsAnUpdateWhereThePolicyHasMovedTooFar() {
        var bold = new PpoConfig(
                16,
                16,
                50,
                0.99f,
                0.95f,
                new Schedule.Constant(0.2),
                PpoConfig.ValueClip.NONE,
                true,
                0.5f,
                new Schedule.Constant(0),
                1e-4f,
                null);
        try (Engine engine = Engines.open("java", "cpu", 1);
                Ppo careful = new Ppo(bold, setup(engine, 7))) {
            // fifty passes would move it by far more than this
            assertThat(careful.iterate().measures().get("approx_kl")).isLessThan(1e-2);
        }
    }
}
