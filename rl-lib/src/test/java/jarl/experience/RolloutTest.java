package jarl.experience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import jarl.References;
import jarl.env.NumpyRandom;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A rollout")
class RolloutTest {
    @Test
    void givesEachStepOnceInItsMinibatches() {
        Rollout rollout = numbered(5, 4);
        List<Float> seen = new ArrayList<>();
        for (Batch batch : rollout.minibatches(6, NumpyRandom.seeded(1))) {
            for (int i = 0; i < batch.size(); i++) {
                seen.add(batch.observations().at(i, 0));
                assertThat(batch.logProb(i)).isEqualTo(batch.observations().at(i, 0));
            }
        }
        assertThat(seen).hasSize(20).doesNotHaveDuplicates().isNotEqualTo(seen.stream().sorted().toList());
    }

    @Test
    void leavesOutALastBatchOfOneStepSinceItHasNoSpread() {
        Rollout rollout = numbered(7, 1);
        List<Integer> sizes = new ArrayList<>();
        rollout.minibatches(3, NumpyRandom.seeded(1)).forEach(batch -> sizes.add(batch.size()));
        assertThat(sizes).containsExactly(3, 3);
    }

    @Test
    void shufflesAlikeForTheSameSeedAndAnewInEachPass() {
        assertThat(order(numbered(8, 1), NumpyRandom.seeded(3))).isEqualTo(order(numbered(8, 1), NumpyRandom.seeded(3)));
        var random = NumpyRandom.seeded(3);
        Rollout rollout = numbered(8, 1);
        assertThat(order(rollout, random)).isNotEqualTo(order(rollout, random));
    }

    private static List<Float> order(Rollout rollout, NumpyRandom random) {
        List<Float> order = new ArrayList<>();
        rollout.minibatches(8, random).forEach(batch -> {
            for (int i = 0; i < batch.size(); i++) {
                order.add(batch.observations().at(i, 0));
            }
        });
        return order;
    }

    private static Rollout numbered(int steps, int environments) {
        var rollout = new Rollout(steps, environments, 1, 1, 0);
        for (int i = 0; i < rollout.size(); i++) {
            rollout.observations.data()[i] = i;
            rollout.logProbs[i] = i;
        }
        return rollout;
    }

    @Test
    void normalizesTheAdvantagesOfABatchToMeanZeroAndUnbiasedDeviationOne() {
        var rollout = new Rollout(4, 1, 1, 1, 0);
        System.arraycopy(new float[] {1, 2, 3, 6}, 0, rollout.advantages, 0, 4);
        Batch batch = rollout.minibatches(4, NumpyRandom.seeded(1)).iterator().next();
        batch.normalizeAdvantages();
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < 4; i++) {
            sum += batch.advantage(i);
            squares += batch.advantage(i) * batch.advantage(i);
        }
        assertThat(sum).isCloseTo(0, within(1e-6));
        assertThat(squares / 3).isCloseTo(1, within(1e-6));
    }

    /// V is fitted to returns of the world's size, whatever size the policy's advantages are scaled to.
    @Test
    void leavesTheTargetsOfTheValuesAsTheyAreWhereAdvantagesAreNormalized() {
        var rollout = new Rollout(3, 1, 1, 1, 0);
        System.arraycopy(new float[] {100, 200, 400}, 0, rollout.rewards, 0, 3);
        System.arraycopy(new float[] {10, 20, 30}, 0, rollout.values, 0, 3);
        rollout.estimateAdvantages(0, 1);
        Batch batch = rollout.inOrder(3).iterator().next();
        batch.normalizeAdvantages();
        rollout.normalizeAdvantages();
        for (int i = 0; i < 3; i++) {
            assertThat(rollout.advantage(i)).isEqualTo(batch.advantage(i)).isBetween(-2f, 2f);
            assertThat(batch.valueTarget(i)).isEqualTo(rollout.valueTargets[i]).isEqualTo(rollout.rewards[i]);
        }
    }

    @Test
    void leavesASingleAdvantageAsItIsSinceItHasNoSpread() {
        var rollout = new Rollout(1, 1, 1, 1, 0);
        rollout.advantage(0, 3);
        rollout.normalizeAdvantages();
        assertThat(rollout.advantage(0)).isEqualTo(3);
    }

    @Test
    void explainsVarianceAsStableBaselines3Does() {
        for (JsonNode reference : References.read("rl_math.json").get("explained_variance")) {
            float[] truth = References.floats(reference.get("y_true"));
            var rollout = new Rollout(truth.length, 1, 1, 1, 0);
            System.arraycopy(truth, 0, rollout.valueTargets, 0, truth.length);
            System.arraycopy(References.floats(reference.get("y_pred")), 0, rollout.values, 0, truth.length);
            JsonNode expected = reference.get("explained_variance");
            if (expected.isNumber()) {
                assertThat(rollout.explainedVariance()).isCloseTo(expected.asDouble(), within(1e-5));
            } else {
                assertThat(rollout.explainedVariance()).isNaN();
            }
        }
    }
}
