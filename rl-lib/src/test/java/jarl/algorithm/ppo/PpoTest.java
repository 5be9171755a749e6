package jarl.algorithm.ppo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("PPO")
class PpoTest {
    private static LearnerSetup setup(Engine engine, long seed) {
        return setup(engine, seed, 4);
    }

    private static LearnerSetup setup(Engine engine, long seed, int environments) {
        VectorEnvironment environment = Environments.vector("CartPole-v1", environments, Map.of());
        environment.reset(LongStream.rangeClosed(1, environments).toArray());
        return new LearnerSetup(
                environment,
                engine,
                new NetworkConfig(List.of(16, 16), Activation.TANH, false),
                new Schedule.Constant(1e-3),
                0.5f,
                100_000,
                NumpyRandom.seeded(seed));
    }

    private static PpoConfig config(int nSteps, int nEpochs, @Nullable Float targetKl) {
        return new PpoConfig(
                nSteps,
                16,
                nEpochs,
                0.99f,
                0.95f,
                new Schedule.Constant(0.2),
                PpoConfig.ValueClip.NONE,
                true,
                0.5f,
                new Schedule.Constant(0),
                targetKl,
                null);
    }

    private static PpoConfig small() {
        return config(16, 4, null);
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
        try (Engine engine = Engines.open("java", "cpu", 1);
                Ppo careful = new Ppo(config(16, 50, 1e-4f), setup(engine, 7))) {
            // fifty passes would move it by far more than this
            assertThat(careful.iterate().measures().get("approx_kl")).isLessThan(1e-2);
        }
    }

    @Test
    void refusesRolloutsOfASingleStep() {
        try (Engine engine = Engines.open("java", "cpu", 1)) {
            assertThatThrownBy(() -> new Ppo(config(1, 4, null), setup(engine, 7, 1)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("algorithm.n_steps=1 and environment.num_envs=1");
        }
    }
}
