package jarl.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import jarl.network.Activation;
import jarl.network.Layout;
import jarl.network.NetworkSpec;
import jarl.network.Tower;
import jarl.run.checkpoint.HeadKind;
import jarl.run.checkpoint.PolicySpec;
import jarl.run.checkpoint.SavedPolicy;
import jarl.space.Space;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The reference policy")
class ReferencePolicyTest {
    /// A tower of one linear layer without inputs to speak of: its bias is what it says.
    private static final Space NOTHING = Space.box(1, 0, 0);

    /// A policy trained by Stable-Baselines3, with what PyTorch answered.
    @Test
    void answersAsPyTorchDoesWithTheSameParameters() throws IOException {
        JsonNode theirs = theirs();
        var reference = new ReferencePolicy(translated(theirs.path("state_dict")));

        for (int i = 0; i < theirs.path("obs").size(); i++) {
            Map<String, double[]> answer = reference.answer(floats(theirs.path("obs").path(i)));
            for (int c = 0; c < 2; c++) {
                assertThat(answer.get("action_logits")[c])
                        .isCloseTo(theirs.path("raw_logits").path(i).path(c).asDouble(), within(2e-5));
            }
            assertThat(answer.get("value")[0]).isCloseTo(theirs.path("values").path(i).asDouble(), within(1e-4));
            assertThat(answer.get("action")[0])
                    .isEqualTo(theirs.path("deterministic_actions").path(i).asDouble());
        }
    }

    @Test
    void exportsThatPolicyWithItsAnswers(@TempDir Path folder) throws IOException {
        var exported = Exporter.onnx(
                translated(theirs().path("state_dict")), folder.resolve("sb3.onnx"), OnnxOptions.batched());

        assertThat(exported.difference()).isLessThan(1e-4); // values are about 80
    }

    @Test
    void takesTheFirstGreatestLogitOfEachChoice() {
        var answer = says(Space.multiDiscrete(2, 3), HeadKind.MULTI_CATEGORICAL, "actor", 1, 2, 5, 5, 4);
        assertThat(answer.get("action")).containsExactly(1, 0);
    }

    @Test
    void clipsAGaussiansMeanToTheBounds() {
        var bounds = Space.box(new float[] {-1, -1}, new float[] {1, Float.POSITIVE_INFINITY});
        var answer = says(bounds, HeadKind.GAUSSIAN, "actor", 3, 7, -0.5f, -0.25f);

        assertThat(answer.get("action_mean")).containsExactly(3, 7);
        assertThat(answer.get("action_log_std")).containsExactly(-0.5, -0.25);
        assertThat(answer.get("action")).containsExactly(1, 7);
    }

    @Test
    void scalesASquashedGaussianToTheBoundsAndHoldsItsLogStd() {
        var answer = says(Space.box(1, -2, 6), HeadKind.SQUASHED_GAUSSIAN, "actor", 0.5f, 9);

        assertThat(answer.get("action")[0]).isCloseTo(2 + 4 * Math.tanh(0.5), within(1e-12));
        assertThat(answer.get("action_log_std")).containsExactly(2);
    }

    /// Wang et al. (2016), eq. 9: Q = V + A − mean A.
    @Test
    void putsADuelingNetworksStreamsTogether() {
        var answer = says(Space.discrete(3), HeadKind.DUELING_VALUES, "q", 10, 1, 2, 6);

        assertThat(answer.get("action_values")).containsExactly(8, 9, 13);
        assertThat(answer.get("action")).containsExactly(2);
    }

    @Test
    void normalizesThenClips() {
        var network = new NetworkSpec(2, List.of(), Activation.TANH, List.of(Tower.of("q", List.of(), 2, 1)));
        var normalizer = new PolicySpec.Normalizer(new double[] {1, 0}, new double[] {3, 1}, 1, 1.5);
        var spec = new PolicySpec(network, Space.box(2, -9, 9), Space.discrete(2), HeadKind.VALUES, normalizer);
        var identity = new SavedPolicy(spec, new float[] {1, 0, 0, 1, 0, 0});

        // (3 − 1) / √(3 + 1) = 1; 9 / √2 is clipped
        assertThat(new ReferencePolicy(identity).outputs(new float[] {3, 9})).containsExactly(1, 1.5);
    }

    @Test
    void showsChoicesAsOneHotColumns() {
        var network = new NetworkSpec(5, List.of(), Activation.TANH, List.of(Tower.of("q", List.of(), 1, 1)));
        var spec = new PolicySpec(network, Space.multiDiscrete(2, 3), Space.discrete(1), HeadKind.VALUES, null);
        var policy = new SavedPolicy(spec, new float[] {1, 10, 100, 1000, 10000, 0});

        assertThat(new ReferencePolicy(policy).outputs(new float[] {1, 2})).containsExactly(10010);
    }

    /// What a policy answers whose output row is always this.
    private static Map<String, double[]> says(Space actions, HeadKind head, String tower, float... row) {
        var network =
                new NetworkSpec(1, List.of(), Activation.TANH, List.of(Tower.constant(tower, row.length, 0)));
        var policy = new SavedPolicy(new PolicySpec(network, NOTHING, actions, head, null), row);
        return new ReferencePolicy(policy).answer(new float[] {0});
    }

    private static JsonNode theirs() throws IOException {
        try (var in = ReferencePolicyTest.class.getResourceAsStream("sb3_policy.json")) {
            return new JsonMapper().readTree(in);
        }
    }

    private static SavedPolicy translated(JsonNode theirs) {
        var network = new NetworkSpec(
                4,
                List.of(),
                Activation.TANH,
                List.of(Tower.of("actor", List.of(64, 64), 2, 0.01), Tower.of("critic", List.of(64, 64), 1, 1)));
        var names = Map.of(
                "actor.0", "mlp_extractor.policy_net.0",
                "actor.1", "mlp_extractor.policy_net.2",
                "actor.2", "action_net",
                "critic.0", "mlp_extractor.value_net.0",
                "critic.1", "mlp_extractor.value_net.2",
                "critic.2", "value_net");
        float[] parameters = new float[network.layout().size()];
        for (Layout.Parameter parameter : network.layout().parameters()) {
            int dot = parameter.name().lastIndexOf('.');
            String name = names.get(parameter.name().substring(0, dot)) + parameter.name().substring(dot);
            float[] values = floats(theirs.path(name));
            System.arraycopy(values, 0, parameters, parameter.offset(), parameter.size());
        }
        var spec = new PolicySpec(network, Space.box(4, -5, 5), Space.discrete(2), HeadKind.CATEGORICAL, null);
        return new SavedPolicy(spec, parameters);
    }

    /// All numbers in nested arrays, in order.
    private static float[] floats(JsonNode array) {
        var flat = new ArrayList<Float>();
        flatten(array, flat);
        float[] floats = new float[flat.size()];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = flat.get(i);
        }
        return floats;
    }

    private static void flatten(JsonNode node, List<Float> into) {
        if (node.isNumber()) {
            into.add((float) node.asDouble());
        }
        node.forEach(child -> flatten(child, into));
    }
}
