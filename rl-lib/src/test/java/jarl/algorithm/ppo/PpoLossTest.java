package jarl.algorithm.ppo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import jarl.References;
import jarl.algorithm.PolicyLoss;
import jarl.algorithm.ppo.PpoConfig.ValueClip;
import jarl.config.Schedule;
import jarl.experience.Batch;
import jarl.experience.Batches;
import jarl.network.Categorical;
import jarl.network.Engine;
import jarl.network.Engines;
import jarl.network.Gaussian;
import jarl.network.Head;
import jarl.network.Outputs;
import jarl.network.Rows;
import jarl.network.Weights;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("PPO's loss")
class PpoLossTest {
    static Stream<JsonNode> losses() {
        return References.read("rl_math.json").get("ppo_loss").get("cases").valueStream();
    }

    /// A batch of the reference, and what the network says of it.
    private record Case(JsonNode reference, Head head, Rows y, Batch batch, Outputs now) {
        static Case of(JsonNode reference) {
            boolean discrete = reference.get("kind").asText().equals("categorical");
            Rows actions = rows(reference.get("actions"));
            Rows y = discrete ? References.rows(reference.get("logits")) : gaussianOutputs(reference);
            Head head = discrete ? new Categorical(0, y.width()) : new Gaussian(0, actions.width());
            float[] values = References.floats(reference.get("values"));
            Batch batch = Batches.of(
                    Rows.of(values.length, 1),
                    actions,
                    References.floats(reference.get("old_log_prob")),
                    References.floats(reference.get("old_values")),
                    References.floats(reference.get("advantages")),
                    References.floats(reference.get("returns")));
            batch.normalizeAdvantages();
            var now = new Outputs(values.length);
            head.read(y, null, actions, now);
            for (int i = 0; i < values.length; i++) {
                now.value(i, values[i]);
            }
            return new Case(reference, head, y, batch, now);
        }

        private static Rows rows(JsonNode node) {
            float[] flat = References.floats(node);
            return new Rows(flat, node.size(), flat.length / node.size());
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

        double number(String name) {
            return reference.get(name).asDouble();
        }

        ValueClip valueClip() {
            return reference.get("clip_range_vf").isNumber() ? ValueClip.SB3 : ValueClip.NONE;
        }

        Weights weights(ValueClip valueClip) {
            return PpoLossTest.weights(batch, now, config(number("clip_range"), valueClip, number("vf_coef"), number("ent_coef")));
        }
    }

    private static PpoConfig config(double clipRange, ValueClip valueClip, double vfCoef, double entCoef) {
        var clip = new Schedule.Constant(clipRange);
        var entropy = new Schedule.Constant(entCoef);
        return new PpoConfig(8, 64, 1, 0.99f, 0.95f, clip, valueClip, true, (float) vfCoef, entropy, null, null);
    }

    private static Weights weights(Batch batch, Outputs now, PpoConfig config) {
        var weights = new Weights(batch.size());
        try (Engine engine = Engines.open("java", "cpu", 1);
                Ppo ppo = new Ppo(config, PolicyLoss.setup(engine))) {
            assertThat(ppo.weigh(batch, now, weights)).isTrue();
        }
        return weights;
    }

    /// The weights, pulled through the head, are the gradients that PyTorch's autograd gives Stable-Baselines3's loss.
    @ParameterizedTest
    @MethodSource("losses")
    void hasTheGradientsOfStableBaselines3s(JsonNode reference) {
        Case of = Case.of(reference);
        Weights weights = of.weights(of.valueClip());
        int size = of.batch().size();
        Rows dy = Rows.of(size, of.y().width());
        of.head().pull(of.y(), null, of.batch().actions(), weights, dy);

        float[] onValues = References.floats(reference.get("grad_values"));
        for (int i = 0; i < size; i++) {
            assertThat(weights.value(i)).isCloseTo(onValues[i], within(1e-6f));
        }
        if (of.head() instanceof Categorical) {
            assertThat(dy.data())
                    .usingComparatorWithPrecision(1e-6f)
                    .containsExactly(References.floats(reference.get("grad_logits")));
        } else {
            assertGaussianGradients(reference, dy, of.batch().actions().width());
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

    /// What is logged of it. The value loss is logged without its clipping, as it is.
    @ParameterizedTest
    @MethodSource("losses")
    void isMeasuredAsStableBaselines3Does(JsonNode reference) {
        Case of = Case.of(reference);
        var measures = new PpoMeasures();
        measures.begin((float) of.number("clip_range"), 1e-3f);
        measures.beginEpoch();
        float[] ratios = References.floats(reference.get("ratio"));
        for (int i = 0; i < ratios.length; i++) {
            assertThat((float) Math.exp(of.now().logProb(i) - of.batch().logProb(i))).isCloseTo(ratios[i], within(1e-5f));
            measures.note(of.batch(), of.now(), i, ratios[i]);
        }
        Map<String, Double> row = measures.end(Batches.rollout(new float[][] {{0}}));
        assertThat(row.get("policy_loss")).isCloseTo(of.number("policy_loss"), within(1e-5));
        assertThat(row.get("entropy")).isCloseTo(-of.number("entropy_loss"), within(1e-5));
        assertThat(row.get("approx_kl")).isCloseTo(of.number("approx_kl"), within(1e-5));
        assertThat(row.get("clip_fraction")).isEqualTo(of.number("clip_fraction"));
        assertThat(row.get("value_loss")).isCloseTo(valueLoss(of, ValueClip.NONE, -1, 0), within(1e-5));
    }

    /// The value losses written down here are those of the reference: of Stable-Baselines3, and of CleanRL, which takes
    /// the greater error and half of the square. Our weights are their slopes, by differences.
    @ParameterizedTest
    @MethodSource("losses")
    void clipsTheValueAsItsOptionSays(JsonNode reference) {
        Case of = Case.of(reference);
        assertThat(valueLoss(of, of.valueClip(), -1, 0)).isCloseTo(of.number("value_loss"), within(1e-5));
        assertThat(valueLoss(of, ValueClip.NONE, -1, 0) / 2).isCloseTo(of.number("cleanrl_v_loss_unclipped"), within(1e-5));
        assertThat(valueLoss(of, ValueClip.MAX, -1, 0) / 2).isCloseTo(of.number("cleanrl_v_loss_clipped"), within(1e-5));

        double step = 1e-4;
        for (ValueClip clip : ValueClip.values()) {
            Weights weights = of.weights(clip);
            for (int i = 0; i < of.batch().size(); i++) {
                double slope = (valueLoss(of, clip, i, step) - valueLoss(of, clip, i, -step)) / (2 * step);
                assertThat((double) weights.value(i)).as("%s, step %d", clip, i)
                        .isCloseTo(of.number("vf_coef") * slope, within(1e-5));
            }
        }
    }

    /// The mean over the batch.
    ///
    /// @param moved the step whose value is moved `by` so much; −1: none
    private static double valueLoss(Case of, ValueClip clip, int moved, double by) {
        double range = of.number("clip_range");
        double sum = 0;
        for (int i = 0; i < of.batch().size(); i++) {
            double value = of.now().value(i) + (i == moved ? by : 0);
            double old = of.batch().value(i);
            double error = Math.pow(value - of.batch().valueTarget(i), 2);
            double clipped = Math.pow(Math.clamp(value, old - range, old + range) - of.batch().valueTarget(i), 2);
            sum += switch (clip) {
                case NONE -> error;
                case SB3 -> clipped;
                case MAX -> Math.max(error, clipped);
            };
        }
        return sum / of.batch().size();
    }

    /// Worked out by hand with ε = 0.2, where clipping both ways is least like what one expects.
    @ParameterizedTest
    @CsvSource({
        // old, V, target, slope with none, with sb3, with max
        "0, 0.1, 1, -1.8, -1.8, -1.8", // within ε: nothing is clipped
        "0, 0.5, 1, -1, 0, 0", // the clipped value, 0.2, is further off, and stands still
        "0, 0.5, 0.3, 0.4, 0, 0.4", // V is further off: 0.2 from the target, the clipped value 0.1
        "0, -0.5, 1, -3, 0, -3", // V is further off, on the other side
        "1, 0.5, 0, 1, 0, 0" // the clipped value, 0.8, is further off
    })
    void clipsTheValueBothWays(float old, float value, float target, float none, float sb3, float max) {
        float[] zero = {0};
        Batch batch = Batches.of(Rows.of(1, 1), Rows.of(1, 1), zero, new float[] {old}, zero, new float[] {target});
        var now = new Outputs(1);
        now.value(0, value);
        Map<ValueClip, Float> slopes = Map.of(ValueClip.NONE, none, ValueClip.SB3, sb3, ValueClip.MAX, max);
        slopes.forEach((clip, slope) -> assertThat(weights(batch, now, config(0.2, clip, 0.5, 0)).value(0))
                .as("%s", clip)
                .isCloseTo(0.5f * slope, within(1e-6f)));
    }
}
