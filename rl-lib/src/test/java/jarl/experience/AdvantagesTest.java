package jarl.experience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import jarl.References;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Generalized advantage estimates")
class AdvantagesTest {
    private static final boolean[] NO = {false};
    private static final boolean[] YES = {true};

    @Test
    void countWhatComesAfterATruncatedStepButNotAfterATerminatedOne() {
        // reward 1, V(s) = 0, V(s') = 10, γ = 0.5
        assertThat(oneStep(YES, NO)).isEqualTo(1);
        assertThat(oneStep(NO, YES)).isEqualTo(1 + 0.5f * 10);
        assertThat(oneStep(NO, NO)).isEqualTo(1 + 0.5f * 10);
    }

    @Test
    void ofAStepThatTheWorldEndedOnTheClocksLastTickCountNothingAfterIt() {
        assertThat(oneStep(YES, YES)).isEqualTo(1);
    }

    private static float oneStep(boolean[] terminated, boolean[] truncated) {
        float[] advantage = new float[1];
        Advantages.generalized(
                new float[] {1}, new float[] {0}, new float[] {10}, terminated, truncated, 1, 0.5f, 0.9f, advantage);
        return advantage[0];
    }

    @Test
    void doNotReachFromOneEpisodeIntoTheNext() {
        // two steps of one environment; the first is cut, the second pays 100
        float[] advantages = new float[2];
        Advantages.generalized(
                new float[] {1, 100},
                new float[2],
                new float[] {10, 0},
                new boolean[] {false, false},
                new boolean[] {true, false},
                1,
                0.5f,
                1,
                advantages);
        assertThat(advantages).containsExactly(6, 100);
    }

    /// Schulman et al. (2016), eq. 18: with λ = 1 the values in between cancel.
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void withLambdaOneAreTheReturnMinusTheValue(long seed) {
        var random = new Random(seed);
        int steps = 20;
        float discount = 0.9f;
        float[] rewards = new float[steps];
        float[] values = new float[steps + 1];
        for (int t = 0; t < steps; t++) {
            rewards[t] = (float) random.nextGaussian();
            values[t] = (float) random.nextGaussian();
        }
        boolean[] terminated = new boolean[steps];
        terminated[steps - 1] = true;
        float[] advantages = new float[steps];
        Advantages.generalized(
                rewards,
                java.util.Arrays.copyOf(values, steps),
                java.util.Arrays.copyOfRange(values, 1, steps + 1),
                terminated,
                new boolean[steps],
                1,
                discount,
                1,
                advantages);

        double followingReturn = 0;
        for (int t = steps - 1; t >= 0; t--) {
            followingReturn = rewards[t] + discount * followingReturn;
            assertThat(advantages[t]).isCloseTo((float) (followingReturn - values[t]), within(1e-5f));
        }
    }

    @Test
    void equalStableBaselines3s() {
        for (JsonNode reference : References.read("rl_math.json").get("gae").get("cases")) {
            float[] expected = References.floats(reference.get("advantages"));
            assertThat(ours(reference)).usingComparatorWithPrecision(1e-4f).containsExactly(expected);
        }
    }

    private static float[] ours(JsonNode reference) {
        float[] values = References.floats(reference.get("values"));
        float[] finals = References.floats(reference.get("terminal_values"));
        float[] last = References.floats(reference.get("last_values"));
        float[] truncatedNumbers = References.floats(reference.get("truncated"));
        int environments = last.length;
        boolean[] terminated = flags(References.floats(reference.get("terminated")));
        boolean[] truncated = flags(truncatedNumbers);
        float[] next = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            boolean inLastStep = i + environments >= values.length;
            float following = inLastStep ? last[i % environments] : values[i + environments];
            next[i] = truncated[i] ? finals[i] : following;
        }
        float[] advantages = new float[values.length];
        Advantages.generalized(
                References.floats(reference.get("rewards")),
                values,
                next,
                terminated,
                truncated,
                environments,
                (float) reference.get("gamma").asDouble(),
                (float) reference.get("gae_lambda").asDouble(),
                advantages);
        return advantages;
    }

    private static boolean[] flags(float[] numbers) {
        boolean[] flags = new boolean[numbers.length];
        for (int i = 0; i < numbers.length; i++) {
            flags[i] = numbers[i] != 0;
        }
        return flags;
    }

    @Test
    void refuseArraysOfDifferentLengths() {
        assertThatThrownBy(() -> Advantages.generalized(
                        new float[4], new float[4], new float[3], new boolean[4], new boolean[4], 2, 1, 1, new float[4]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("are not steps of 2 environments");
    }
}
