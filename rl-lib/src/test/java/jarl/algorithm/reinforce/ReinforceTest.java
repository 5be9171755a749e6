package jarl.algorithm.reinforce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import jarl.algorithm.LearnerSetup;
import jarl.algorithm.NetworkConfig;
import jarl.config.Schedule;
import jarl.env.Environments;
import jarl.env.NumpyRandom;
import jarl.env.VectorEnvironment;
import jarl.experience.Batch;
import jarl.experience.Batches;
import jarl.experience.Episode;
import jarl.network.Activation;
import jarl.network.Engine;
import jarl.network.Engines;
import jarl.network.Outputs;
import jarl.network.Rows;
import jarl.network.Weights;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("REINFORCE")
class ReinforceTest {
    private static final float VALUE = 1; // weight of the value loss
    private static final float ENTROPY = 0.01f; // weight of the entropy
    private static final float[] ADVANTAGES = {1.5f, -0.5f, 0.25f};
    private static final float[] TARGETS = {2, -1, 0.5f};
    private static final float[] LOG_PROBS = {-0.7f, -1.2f, -0.1f};
    private static final float[] VALUES = {1, 0, 2};
    private static final float[] ENTROPIES = {0.6f, 0.4f, 0.2f};

    /// Sum over the samples of −A log π + c_v (V − R)² − c_e H, which the update divides by their number.
    private static double loss(float[] logProbs, float[] values, float[] entropies) {
        double loss = 0;
        for (int i = 0; i < ADVANTAGES.length; i++) {
            double error = values[i] - TARGETS[i];
            loss += -ADVANTAGES[i] * logProbs[i] + VALUE * error * error - ENTROPY * entropies[i];
        }
        return loss;
    }

    /// The slope of the loss where one number of an array moves.
    private static double slope(float[] numbers, int i) {
        float step = 1e-2f;
        float at = numbers[i];
        numbers[i] = at + step;
        double above = loss(LOG_PROBS, VALUES, ENTROPIES);
        numbers[i] = at - step;
        double below = loss(LOG_PROBS, VALUES, ENTROPIES);
        numbers[i] = at;
        return (above - below) / (2 * step);
    }

    @Test
    void putsTheGradientOfItsLossOnEachSample() {
        int n = ADVANTAGES.length;
        Batch batch = Batches.of(Rows.of(n, 4), Rows.of(n, 1), new float[n], new float[n], ADVANTAGES, TARGETS);
        var now = new Outputs(n);
        for (int i = 0; i < n; i++) {
            now.logProb(i, LOG_PROBS[i]);
            now.value(i, VALUES[i]);
            now.entropy(i, ENTROPIES[i]);
        }
        var weights = new Weights(n);
        long steps;
        try (Engine engine = Engines.open("java", "cpu", 1);
                Reinforce rule = new Reinforce(config(), setup(engine))) {
            steps = rule.iterate().episodes().stream().mapToLong(Episode::length).sum(); // means are over whole episodes
            rule.weigh(batch, now, weights);
        }
        for (int i = 0; i < n; i++) {
            assertThat(weights.logProb(i) * steps).isCloseTo((float) slope(LOG_PROBS, i), within(1e-3f));
            assertThat(weights.value(i) * steps).isCloseTo((float) slope(VALUES, i), within(1e-3f));
            assertThat(weights.entropy(i) * steps).isCloseTo((float) slope(ENTROPIES, i), within(1e-3f));
        }
    }

    private static ReinforceConfig config() {
        return new ReinforceConfig(2, 0.99f, false, new Schedule.Constant(ENTROPY), 1, null);
    }

    private static LearnerSetup setup(Engine engine) {
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
