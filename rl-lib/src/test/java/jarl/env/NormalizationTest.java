package jarl.env;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import jarl.run.checkpoint.State;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jarl.space.Space;
import jarl.state.StateReader;
import jarl.state.StateWriter;
import java.io.IOException;
import java.util.stream.DoubleStream;
import java.util.stream.StreamSupport;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Running normalisation")
class NormalizationTest {
    static final JsonNode SB3 = read();
    static final Offset<Float> CLOSE = within(2e-6f);

    static JsonNode read() {
        try (var in = NormalizationTest.class.getResourceAsStream("/env/normalization.json")) {
            return new ObjectMapper().readTree(in);
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /// Three environments that observe and pay what Stable-Baselines3's stream says.
    static class Recorded implements VectorEnvironment {
        private final JsonNode steps = SB3.get("vec_normalize").get("steps");
        private final float[] observations = new float[6];
        private final float[] rewards = new float[3];
        private final boolean[] terminated = new boolean[3];
        private int t;

        void at(int step) {
            t = step;
            JsonNode row = steps.get(t);
            for (int i = 0; i < 3; i++) {
                observations[2 * i] = row.get("raw_obs").get(i).get(0).floatValue();
                observations[2 * i + 1] = row.get("raw_obs").get(i).get(1).floatValue();
                rewards[i] = row.path("raw_reward").path(i).floatValue();
                terminated[i] = row.path("done").path(i).asInt() == 1;
            }
        }

        @Override
        public int count() {
            return 3;
        }

        @Override
        public Space observationSpace() {
            return Space.box(2, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
        }

        @Override
        public Space actionSpace() {
            return Space.discrete(2);
        }

        @Override
        public String name() {
            return "Recorded";
        }

        @Override
        public void reset(long[] seeds) {
            at(0);
        }

        @Override
        public void step(float[] actions) {
            at(t + 1);
        }

        @Override
        public float[] observations() {
            return observations;
        }

        @Override
        public float[] finalObservations() {
            return observations;
        }

        @Override
        public float[] rewards() {
            return rewards;
        }

        @Override
        public boolean[] terminated() {
            return terminated;
        }

        @Override
        public boolean[] truncated() {
            return new boolean[3];
        }

        @Override
        public void save(StateWriter to) {
            to.number("t", t);
        }

        @Override
        public void load(StateReader from) {
            at((int) from.number("t"));
        }
    }

    static float[] floats(JsonNode rows) {
        double[] flat = StreamSupport.stream(rows.spliterator(), false)
                .flatMapToDouble(row -> row.isArray()
                        ? StreamSupport.stream(row.spliterator(), false).mapToDouble(JsonNode::doubleValue)
                        : DoubleStream.of(row.doubleValue()))
                .toArray();
        float[] floats = new float[flat.length];
        for (int i = 0; i < flat.length; i++) {
            floats[i] = (float) flat[i];
        }
        return floats;
    }

    @Test
    void reckonsMeanAndVarianceAsStableBaselines() {
        JsonNode reference = SB3.get("running_mean_std");
        var statistics = new RunningStatistics(3);
        for (int b = 0; b < reference.get("batches").size(); b++) {
            statistics.add(StreamSupport.stream(reference.get("batches").get(b).spliterator(), false)
                    .flatMapToDouble(row -> StreamSupport.stream(row.spliterator(), false)
                            .mapToDouble(JsonNode::doubleValue))
                    .toArray());
            JsonNode state = reference.get("states").get(b);
            for (int column = 0; column < 3; column++) {
                double mean = state.get("mean").get(column).doubleValue();
                double variance = state.get("var").get(column).doubleValue();
                assertThat(statistics.mean(column)).isEqualTo(mean, within(1e-12 * Math.abs(mean)));
                assertThat(statistics.variance(column)).isEqualTo(variance, within(1e-12 * variance));
            }
            assertThat(statistics.count()).isEqualTo(state.get("count").doubleValue(), within(1e-9));
        }
    }

    @Test
    void changesObservationsAndRewardsAsStableBaselines() {
        var rewards = new NormalizedRewards(new Recorded(), 0.99, 10);
        var both = new NormalizedObservations(rewards, 10);
        both.reset(new long[3]);
        JsonNode steps = SB3.get("vec_normalize").get("steps");
        assertThat(both.observations()).containsExactly(floats(steps.get(0).get("obs")), CLOSE);
        for (int t = 1; t < steps.size(); t++) {
            both.step(new float[3]);
            assertThat(both.observations()).as("step %d", t).containsExactly(floats(steps.get(t).get("obs")), CLOSE);
            assertThat(both.rewards()).as("step %d", t).containsExactly(floats(steps.get(t).get("reward")), CLOSE);
        }
    }

    @Test
    void learnsNothingFromAnEvaluation() {
        var training = new NormalizedObservations(new Recorded(), 10);
        training.reset(new long[3]);
        double before = training.statistics().mean(0);
        VectorEnvironment evaluation = training.frozen(new Recorded());
        evaluation.reset(new long[3]);
        evaluation.step(new float[3]);
        assertThat(training.statistics().mean(0)).isEqualTo(before);
        double raw = SB3.get("vec_normalize").get("steps").get(1).get("raw_obs").get(0).get(0).doubleValue();
        float expected = (float) ((raw - before) / Math.sqrt(training.statistics().variance(0) + 1e-8));
        assertThat(evaluation.observations()[0]).isEqualTo(expected, CLOSE);
    }

    @Test
    void goesOnFromASavedState() {
        var saved = new NormalizedObservations(new NormalizedRewards(new Recorded(), 0.99, 10), 10);
        saved.reset(new long[3]);
        for (int t = 0; t < 8; t++) {
            saved.step(new float[3]);
        }
        var resumed = new NormalizedObservations(new NormalizedRewards(new Recorded(), 0.99, 10), 10);
        resumed.load(State.of(saved).reader());
        assertThat(resumed.observations()).containsExactly(saved.observations());
        saved.step(new float[3]);
        resumed.step(new float[3]);
        assertThat(resumed.observations()).containsExactly(saved.observations());
        assertThat(resumed.rewards()).containsExactly(saved.rewards());
    }
}
