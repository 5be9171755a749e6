package jarl.algorithm.ppo;

import static org.assertj.core.api.Assertions.assertThat;

import jarl.algorithm.LearnerSetup;
import jarl.algorithm.NetworkConfig;
import jarl.config.Schedule;
import jarl.env.Environments;
import jarl.env.NumpyRandom;
import jarl.env.VectorEnvironment;
import jarl.network.Activation;
import jarl.network.Engine;
import jarl.network.Engines;
import jarl.run.checkpoint.State;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("PPO")
class PpoTest {
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
        return new PpoConfig(
                16,
                16,
                4,
                0.99f,
                0.95f,
                new Schedule.Constant(0.2),
                PpoConfig.ValueClip.NONE,
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
