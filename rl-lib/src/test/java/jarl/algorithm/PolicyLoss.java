package jarl.algorithm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import jarl.config.Schedule;
import jarl.env.Environments;
import jarl.env.NumpyRandom;
import jarl.env.VectorEnvironment;
import jarl.experience.Batch;
import jarl.experience.Batches;
import jarl.network.Activation;
import jarl.network.Engine;
import jarl.network.Outputs;
import jarl.network.Rows;
import jarl.network.Weights;
import java.util.List;
import java.util.Map;

/// The loss of a plain actor-critic on three samples, and its slopes by finite differences.
///
/// @param value   weight of the value loss
/// @param entropy weight of the entropy
public record PolicyLoss(float value, float entropy) {
    private static final float[] ADVANTAGES = {1.5f, -0.5f, 0.25f};
    private static final float[] TARGETS = {2, -1, 0.5f};
    private static final float[] LOG_PROBS = {-0.7f, -1.2f, -0.1f};
    private static final float[] VALUES = {1, 0, 2};
    private static final float[] ENTROPIES = {0.6f, 0.4f, 0.2f};

    /// Holds the weights that a rule puts on the samples against the slopes of the loss.
    ///
    /// @param size what the rule divides by: all samples of its update
    public void assertIsFollowedBy(Rule rule, long size) {
        int n = ADVANTAGES.length;
        Batch batch = Batches.of(Rows.of(n, 4), Rows.of(n, 1), new float[n], new float[n], ADVANTAGES, TARGETS);
        var now = new Outputs(n);
        for (int i = 0; i < n; i++) {
            now.logProb(i, LOG_PROBS[i]);
            now.value(i, VALUES[i]);
            now.entropy(i, ENTROPIES[i]);
        }
        var weights = new Weights(n);
        assertThat(rule.weigh(batch, now, weights)).isTrue();
        for (int i = 0; i < n; i++) {
            assertThat(weights.logProb(i) * size).isCloseTo((float) slope(LOG_PROBS, i), within(1e-3f));
            assertThat(weights.value(i) * size).isCloseTo((float) slope(VALUES, i), within(1e-3f));
            assertThat(weights.entropy(i) * size).isCloseTo((float) slope(ENTROPIES, i), within(1e-3f));
        }
    }

    /// Where one number of an array moves.
    private double slope(float[] numbers, int i) {
        float step = 1e-2f;
        float at = numbers[i];
        numbers[i] = at + step;
        double above = sum();
        numbers[i] = at - step;
        double below = sum();
        numbers[i] = at;
        return (above - below) / (2 * step);
    }

    /// Sum over the samples of −A log π + c_v (V − R)² − c_e H.
    private double sum() {
        double loss = 0;
        for (int i = 0; i < ADVANTAGES.length; i++) {
            double error = VALUES[i] - TARGETS[i];
            loss += -ADVANTAGES[i] * LOG_PROBS[i] + value * error * error - entropy * ENTROPIES[i];
        }
        return loss;
    }

    /// A small learner's, on two CartPoles.
    public static LearnerSetup setup(Engine engine) {
        VectorEnvironment environment = Environments.vector("CartPole-v1", 2, Map.of());
        environment.reset(new long[] {1, 2});
        return new LearnerSetup(
                environment,
                engine,
                new NetworkConfig(List.of(8), Activation.TANH, false),
                new Schedule.Constant(1e-3),
                0.5f,
                1000,
                NumpyRandom.seeded(1));
    }
}
