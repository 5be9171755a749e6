package jarl.algorithm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import jarl.References;
import jarl.config.Schedule;
import jarl.env.Environments;
import jarl.env.NumpyRandom;
import jarl.env.VectorEnvironment;
import jarl.experience.Batches;
import jarl.experience.Rollout;
import jarl.network.Activation;
import jarl.network.Engine;
import jarl.network.Engines;
import jarl.network.OptimizerConfig;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("What policy gradients share")
class PolicyGradientsTest {
    static Stream<JsonNode> returns() {
        return StreamSupport.stream(
                References.read("rl_math.json")
                        .get("reinforce_returns")
                        .get("cases")
                        .spliterator(),
                false);
    }

    /// With λ = 1 and a baseline of zero, the advantage is the discounted return.
    @ParameterizedTest
    @MethodSource("returns")
    void areTheReturnsOfTheReferenceAndScaledAsThere(JsonNode reference) {
        Rollout episode = Batches.episodes(new float[][] {References.floats(reference.get("rewards"))}, 1)
                .steps();
        episode.estimateAdvantages((float) reference.get("gamma").asDouble(), 1);
        assertAdvantages(episode, References.floats(reference.get("returns")));
        if (episode.size() > 1) {
            episode.normalizeAdvantages();
            assertAdvantages(episode, References.floats(reference.get("normalised")));
        }
    }

    private static void assertAdvantages(Rollout episode, float[] expected) {
        assertThat(episode.size()).isEqualTo(expected.length);
        for (int i = 0; i < expected.length; i++) {
            assertThat(episode.advantage(i)).isCloseTo(expected[i], within(1e-5f * Math.max(1, Math.abs(expected[i]))));
        }
    }

    private static LearnerSetup setup(Engine engine, boolean shared) {
        VectorEnvironment environment = Environments.vector("CartPole-v1", 2, Map.of());
        environment.reset(new long[] {1, 2});
        return new LearnerSetup(
                environment,
                engine,
                new NetworkConfig(List.of(8), Activation.TANH, shared),
                new Schedule.Constant(1e-3),
                0.5f,
                1000,
                NumpyRandom.seeded(1));
    }

    @Test
    void refuseRatesOfTheirOwnToTowersThatShareTheirLayers() {
        try (Engine engine = Engines.open("java", "cpu", 1)) {
            assertThatThrownBy(() -> new ActorCritic(setup(engine, true), Critic.APART, OptimizerConfig.adam(1e-5)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("network.shared=false");
        }
    }

    /// A gradient on the value alone moves the critic, whichever optimizer that has, and no more than it.
    @ParameterizedTest
    @EnumSource(names = {"TOGETHER", "APART"})
    void moveTheValueFunctionAlone(Critic critic) {
        try (Engine engine = Engines.open("java", "cpu", 1);
                ActorCritic policy = new ActorCritic(setup(engine, false), critic, OptimizerConfig.adam(1e-5))) {
            float[] before = parameters(policy);
            Rule onlyValues = (batch, now, weights) -> {
                for (int i = 0; i < batch.size(); i++) {
                    weights.value(i, now.value(i) - 7);
                }
                return true;
            };
            Rollout steps = Batches.rollout(new float[][] {{0.1f, 0, 0.2f, 0}, {0, 0.3f, 0, -0.1f}});
            steps.inOrder(1).forEach(batch -> policy.accumulate(batch, onlyValues));
            policy.step(new Rates(1e-2f, 1e-2f, Float.POSITIVE_INFINITY));
            float[] after = parameters(policy);
            for (var parameter : policy.policy().network().layout().parameters()) {
                boolean moved = false;
                for (int i = parameter.offset(); i < parameter.offset() + parameter.size(); i++) {
                    moved |= after[i] != before[i];
                }
                assertThat(moved).as(parameter.name()).isEqualTo(parameter.tower().equals("critic"));
            }
        }
    }

    /// The gradient of a batch in pieces is the gradient of the whole.
    @Test
    void sumTheGradientOfPieces() {
        try (Engine engine = Engines.open("java", "cpu", 1);
                ActorCritic whole = new ActorCritic(setup(engine, false), Critic.TOGETHER, OptimizerConfig.adam(1e-5));
                ActorCritic pieces = new ActorCritic(setup(engine, false), Critic.TOGETHER, OptimizerConfig.adam(1e-5))) {
            Rule rule = (batch, now, weights) -> {
                for (int i = 0; i < batch.size(); i++) {
                    weights.logProb(i, 1 + batch.step(i));
                    weights.value(i, now.value(i) + batch.step(i));
                    weights.entropy(i, -0.1f);
                }
                return true;
            };
            Rollout steps =
                    Batches.rollout(new float[][] {{0.1f, 0, 0.2f, 0}, {0, 0.3f, 0, -0.1f}, {1, 0, 0, 1}, {0, 1, 1, 0}});
            steps.inOrder(4).forEach(batch -> whole.accumulate(batch, rule));
            steps.inOrder(3).forEach(batch -> pieces.accumulate(batch, rule));
            float[] expected = gradient(whole);
            float[] summed = gradient(pieces);
            for (int i = 0; i < expected.length; i++) {
                assertThat(summed[i]).isCloseTo(expected[i], within(1e-5f));
            }
        }
    }

    private static float[] parameters(ActorCritic policy) {
        float[] parameters = new float[policy.policy().network().layout().size()];
        policy.policy().network().parameters(parameters);
        return parameters;
    }

    private static float[] gradient(ActorCritic policy) {
        float[] gradient = new float[policy.policy().network().layout().size()];
        policy.policy().network().gradient(gradient);
        return gradient;
    }
}
