package jarl.algorithm.grpo;

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
import jarl.network.Activation;
import jarl.network.Engine;
import jarl.network.Engines;
import jarl.network.Outputs;
import jarl.network.Rows;
import jarl.network.Weights;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("GRPO")
class GrpoTest {
    private static final int STEPS = 12;
    private static final double CLIP_RANGE = 0.2;

    private final float[] logProbs = new float[STEPS];
    private final float[] old = new float[STEPS];
    private final float[] reference = new float[STEPS];
    private final float[] advantages = new float[STEPS];
    private final float[] shares = new float[STEPS];

    private void draw(long seed) {
        var random = NumpyRandom.seeded(seed);
        for (int i = 0; i < STEPS; i++) {
            logProbs[i] = (float) random.nextGaussian(-1, 0.3);
            old[i] = (float) random.nextGaussian(-1, 0.3);
            reference[i] = (float) random.nextGaussian(-1, 0.3);
            advantages[i] = (float) random.nextGaussian();
            shares[i] = random.nextFloat();
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 0", "2, 0", "3, 0.5", "4, 2"})
    void putsTheDerivativeOfItsLossOnEachLogProbability(long seed, double beta) {
        draw(seed);
        Batch batch = Batches.of(
                Rows.of(STEPS, 4), Rows.of(STEPS, 1), old, new float[STEPS], advantages, new float[STEPS]);
        var now = new Outputs(STEPS);
        for (int i = 0; i < STEPS; i++) {
            now.logProb(i, logProbs[i]);
        }
        var weights = new Weights(STEPS);
        try (Engine engine = Engines.open("java", "cpu", 1);
                Grpo grpo = grpo(engine, beta)) {
            grpo.begin(shares, reference, 0);
            assertThat(grpo.weigh(batch, now, weights)).isTrue();
        }
        for (int i = 0; i < STEPS; i++) {
            double h = 1e-5;
            double slope = (loss(i, logProbs[i] + h, beta) - loss(i, logProbs[i] - h, beta)) / (2 * h);
            assertThat((double) weights.logProb(i)).isCloseTo(slope, within(1e-5));
        }
    }

    /// −share · min(r Â, clip(r, 1 − ε, 1 + ε) Â) + β · share · k3, as the papers write it.
    private double loss(int i, double logProb, double beta) {
        double ratio = Math.exp(logProb - old[i]);
        double clipped = Math.clamp(ratio, 1 - CLIP_RANGE, 1 + CLIP_RANGE);
        double ahead = reference[i] - logProb;
        return shares[i] * (-Math.min(ratio * advantages[i], clipped * advantages[i]) + beta * (Math.exp(ahead) - ahead - 1));
    }

    private static Grpo grpo(Engine engine, double beta) {
        VectorEnvironment environment = Environments.vector("CartPole-v1", 2, Map.of());
        environment.reset(new long[] {1, 2});
        var config = new GrpoConfig(
                2,
                1,
                Schedule.constant(CLIP_RANGE),
                GrpoConfig.Aggregate.TOKEN,
                true,
                false,
                1,
                Schedule.constant(beta),
                0);
        return new Grpo(
                config,
                new LearnerSetup(
                        environment,
                        engine,
                        new NetworkConfig(List.of(8), Activation.TANH, false),
                        Schedule.constant(1e-3),
                        0.5f,
                        1000,
                        NumpyRandom.seeded(1)));
    }
}
