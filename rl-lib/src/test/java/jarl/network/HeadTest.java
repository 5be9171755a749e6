package jarl.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import jarl.References;
import com.fasterxml.jackson.databind.JsonNode;
import jarl.space.Space;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.DoubleSupplier;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Heads")
class HeadTest {
    /// Outputs before and behind the block that the heads read.
    private static final int COLUMN = 2;

    private static final List<Head> HEADS = List.of(
            new Categorical(COLUMN, 4),
            new MultiCategorical(COLUMN, 3, 2, 4),
            new Gaussian(COLUMN, 3),
            new SquashedGaussian(COLUMN, 2),
            new Values(COLUMN, 4),
            new Values(COLUMN, 1),
            new DuelingValues(COLUMN, 3));

    private static final List<Head> CHOICES = List.of(
            new Categorical(COLUMN, 4),
            new MultiCategorical(COLUMN, 3, 2, 4),
            new Values(COLUMN, 4),
            new DuelingValues(COLUMN, 3));

    private static Rows outputs(Head head, int count, long seed) {
        RandomGenerator random = new SplittableRandom(seed);
        Rows y = Rows.of(count, COLUMN + head.width() + 1);
        for (int i = 0; i < y.data().length; i++) {
            y.data()[i] = (float) random.nextGaussian();
        }
        return y;
    }

    private static RandomGenerator[] generators(int count, long seed) {
        return IntStream.range(0, count)
                .mapToObj(row -> new SplittableRandom(seed + row))
                .toArray(RandomGenerator[]::new);
    }

    private static Rows sampled(Head head, Rows y, boolean[] masks) {
        Rows actions = Rows.of(y.count(), head.actionWidth());
        head.sample(y, masks, generators(y.count(), 5), actions);
        return actions;
    }

    /// Flags for the choices of a head: about two thirds allowed, of each choice at least the first.
    private static boolean[] masks(Head head, int count, long seed) {
        RandomGenerator random = new SplittableRandom(seed);
        boolean[] masks = new boolean[count * choices(head)];
        for (int i = 0; i < masks.length; i++) {
            masks[i] = random.nextInt(3) > 0;
        }
        for (int row = 0; row < count; row++) {
            for (int first : firsts(head)) {
                masks[row * choices(head) + first] = true;
            }
        }
        return masks;
    }

    private static int choices(Head head) {
        return head instanceof DuelingValues ? head.width() - 1 : head.width();
    }

    private static int[] firsts(Head head) {
        return head instanceof MultiCategorical ? new int[] {0, 3, 5} : new int[] {0};
    }

    @ParameterizedTest
    @MethodSource("headsWithAndWithoutMasks")
    void pullGivesTheGradientOfWhatReadGives(Head head, boolean[] masks) {
        int count = 6;
        Rows y = outputs(head, count, 1);
        Rows actions = sampled(head, y, masks);
        var weights = new Weights(count);
        RandomGenerator random = new SplittableRandom(3);
        for (int row = 0; row < count; row++) {
            weights.logProb(row, random.nextFloat() - 0.5f);
            weights.entropy(row, head instanceof SquashedGaussian ? 0 : random.nextFloat() - 0.5f);
            weights.value(row, random.nextFloat() - 0.5f);
        }
        Rows dy = Rows.of(count, y.width());
        head.pull(y, masks, actions, weights, dy);
        assertSlopes(dy.data(), y.data(), () -> loss(head, y, masks, actions, weights));
    }

    static Stream<Object[]> headsWithAndWithoutMasks() {
        return Stream.concat(
                HEADS.stream().map(head -> new Object[] {head, null}),
                CHOICES.stream().map(head -> new Object[] {head, masks(head, 6, 2)}));
    }

    private static double loss(Head head, Rows y, boolean[] masks, Rows actions, Weights weights) {
        var outputs = new Outputs(y.count());
        head.read(y, masks, actions, outputs);
        double loss = 0;
        for (int row = 0; row < y.count(); row++) {
            loss += (double) weights.logProb(row) * outputs.logProb(row)
                    + (double) weights.entropy(row) * outputs.entropy(row)
                    + (double) weights.value(row) * outputs.value(row);
        }
        return loss;
    }

    /// Central differences of a function that answers in floats: wide steps, wide tolerance.
    private static void assertSlopes(float[] slopes, float[] at, DoubleSupplier function) {
        float step = 0.01f;
        for (int i = 0; i < at.length; i++) {
            float here = at[i];
            at[i] = here + step;
            double above = function.getAsDouble();
            at[i] = here - step;
            double below = function.getAsDouble();
            at[i] = here;
            assertThat((double) slopes[i])
                    .as("column %d", i)
                    .isCloseTo((above - below) / (2 * step), within(2e-3 * Math.max(1, Math.abs(slopes[i]))));
        }
    }

    /// More rows than a choice remembers; the second time other rows, forbidden choices or both stand at their places.
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whatWasReadBeforeChangesNothing(boolean masked) {
        int count = 5000;
        Head used = new Categorical(COLUMN, 3);
        Rows other = outputs(used, count, 1);
        Rows y = outputs(used, count, 2);
        System.arraycopy(other.data(), 0, y.data(), 0, y.data().length / 2);
        boolean[] masks = masked ? masks(used, count, 4) : null;
        Rows actions = sampled(new Categorical(COLUMN, 3), y, masks);
        var weights = new Weights(count);
        for (int row = 0; row < count; row++) {
            weights.logProb(row, row % 7 - 3);
        }
        used.read(other, null, actions, new Outputs(count));
        Rows dy = Rows.of(count, y.width());
        used.pull(y, masks, actions, weights, dy);

        Rows expected = Rows.of(count, y.width());
        new Categorical(COLUMN, 3).pull(y, masks, actions, weights, expected);
        assertThat(dy.data()).containsExactly(expected.data());
    }

    @ParameterizedTest
    @FieldSource("HEADS")
    void pullAddsToWhatIsThereAndLeavesOtherColumnsAlone(Head head) {
        Rows y = outputs(head, 3, 1);
        var weights = new Weights(3);
        for (int row = 0; row < 3; row++) {
            weights.logProb(row, 1);
            weights.value(row, 1);
        }
        Rows actions = sampled(head, y, null);
        Rows once = Rows.of(3, y.width());
        Rows onTop = Rows.of(3, y.width());
        Arrays.fill(onTop.data(), 8);
        head.pull(y, null, actions, weights, once);
        head.pull(y, null, actions, weights, onTop);
        for (int i = 0; i < once.data().length; i++) {
            int column = i % y.width();
            boolean own = column >= COLUMN && column < COLUMN + head.width();
            assertThat(onTop.data()[i]).isCloseTo(8 + once.data()[i], within(1e-5f));
            assertThat(own || once.data()[i] == 0).isTrue();
        }
    }

    @ParameterizedTest
    @FieldSource("HEADS")
    void aRowGivesTheSameBitsAloneAndAmongOthers(Head head) {
        Rows y = outputs(head, 5, 1);
        Rows actions = sampled(head, y, null);
        var among = new Outputs(5);
        head.read(y, null, actions, among);

        Rows last = new Rows(Arrays.copyOfRange(y.data(), 4 * y.width(), 5 * y.width()), 1, y.width());
        Rows alone = Rows.of(1, head.actionWidth());
        head.sample(last, null, new RandomGenerator[] {new SplittableRandom(5 + 4)}, alone);
        var outputs = new Outputs(1);
        head.read(last, null, alone, outputs);

        for (int i = 0; i < head.actionWidth(); i++) {
            assertThat(alone.at(0, i)).isEqualTo(actions.at(4, i));
        }
        assertThat(outputs.logProb(0)).isEqualTo(among.logProb(4));
        assertThat(outputs.entropy(0)).isEqualTo(among.entropy(4));
        assertThat(outputs.value(0)).isEqualTo(among.value(4));
    }

    @ParameterizedTest
    @FieldSource("CHOICES")
    void aForbiddenChoiceIsNeverTaken(Head head) {
        int count = 500;
        Rows y = outputs(head, count, 1);
        boolean[] masks = masks(head, count, 2);
        Rows best = Rows.of(count, head.actionWidth());
        head.mode(y, masks, best);
        for (Rows actions : List.of(best, sampled(head, y, masks))) {
            for (int row = 0; row < count; row++) {
                for (int i = 0; i < head.actionWidth(); i++) {
                    int flag = row * choices(head) + firsts(head)[i] + (int) actions.at(row, i);
                    assertThat(masks[flag]).isTrue();
                }
            }
        }
    }

    @ParameterizedTest
    @FieldSource("CHOICES")
    void aRowWithNothingAllowedIsRefused(Head head) {
        boolean[] masks = new boolean[3 * choices(head)];
        assertThatThrownBy(() -> head.mode(outputs(head, 3, 1), masks, Rows.of(3, head.actionWidth())))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("row 0")
                .hasMessageContaining("forbidden");
    }

    @Test
    void aDivergedPolicyIsNamedInsteadOfSampled() {
        for (Head head : List.of(new Categorical(0, 3), new Gaussian(0, 3), new SquashedGaussian(0, 3))) {
            Rows y = Rows.of(2, head.width());
            Arrays.fill(y.data(), head.width(), 2 * head.width(), Float.NaN);
            assertThatThrownBy(() -> head.sample(y, null, generators(2, 1), Rows.of(2, head.actionWidth())))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("row 1")
                    .hasMessageContaining("diverged");
        }
    }

    /// p = (1, 2, 3)/6 by logits log 1, log 2, log 3.
    @Test
    void aCategoricalKnownByHandHasItsProbabilitiesAndEntropy() {
        Head head = new Categorical(0, 3);
        Rows y = new Rows(new float[] {0, (float) Math.log(2), (float) Math.log(3)}, 1, 3);
        var outputs = new Outputs(1);
        double entropy = 0;
        for (int choice = 0; choice < 3; choice++) {
            double p = (choice + 1) / 6.0;
            entropy -= p * Math.log(p);
            head.read(y, null, new Rows(new float[] {choice}, 1, 1), outputs);
            assertThat((double) outputs.logProb(0)).isCloseTo(Math.log(p), within(1e-6));
        }
        assertThat((double) outputs.entropy(0)).isCloseTo(entropy, within(1e-6));
    }

    @Test
    void aMaskLeavesTheProportionsOfWhatIsAllowed() {
        Head head = new Categorical(0, 3);
        Rows y = new Rows(new float[] {0, (float) Math.log(2), (float) Math.log(3)}, 1, 3);
        boolean[] masks = {true, false, true};
        var outputs = new Outputs(1);
        head.read(y, masks, new Rows(new float[] {2}, 1, 1), outputs);
        assertThat((double) outputs.logProb(0)).isCloseTo(Math.log(0.75), within(1e-6));
        assertThat((double) outputs.entropy(0))
                .isCloseTo(-0.75 * Math.log(0.75) - 0.25 * Math.log(0.25), within(1e-6));
        head.read(y, masks, new Rows(new float[] {1}, 1, 1), outputs);
        assertThat(outputs.logProb(0)).isEqualTo(Float.NEGATIVE_INFINITY);
    }

    @Test
    void drawsComeAsOftenAsTheyAreProbable() {
        int count = 60_000;
        Head head = new Categorical(0, 3);
        Rows y = Rows.of(count, 3);
        for (int row = 0; row < count; row++) {
            y.data()[3 * row + 1] = (float) Math.log(2);
            y.data()[3 * row + 2] = (float) Math.log(3);
        }
        Rows actions = Rows.of(count, 1);
        RandomGenerator[] random = new RandomGenerator[count];
        Arrays.fill(random, new SplittableRandom(1));
        head.sample(y, null, random, actions);
        int[] met = new int[3];
        for (int row = 0; row < count; row++) {
            met[(int) actions.at(row, 0)]++;
        }
        for (int choice = 0; choice < 3; choice++) {
            // three standard deviations of a count of this size are below 400
            assertThat(met[choice]).isCloseTo(count * (choice + 1) / 6, within(400));
        }
    }

    @Test
    void aGaussiansDrawsHaveItsMeanAndDeviation() {
        int count = 60_000;
        Head head = new Gaussian(0, 1);
        Rows y = Rows.of(count, 2);
        for (int row = 0; row < count; row++) {
            y.data()[2 * row] = 3;
            y.data()[2 * row + 1] = (float) Math.log(0.5);
        }
        Rows actions = Rows.of(count, 1);
        head.sample(y, null, generators(count, 1), actions);
        double mean = IntStream.range(0, count).mapToDouble(row -> actions.at(row, 0)).average().orElseThrow();
        double variance = IntStream.range(0, count)
                .mapToDouble(row -> Math.pow(actions.at(row, 0) - mean, 2))
                .average()
                .orElseThrow();
        assertThat(mean).isCloseTo(3, within(0.01));
        assertThat(Math.sqrt(variance)).isCloseTo(0.5, within(0.01));
    }

    /// The density of tanh(u), by the change of variables: N(u) / (1 − tanh²u).
    @Test
    void aSquashedGaussianKnownByHandHasItsDensity() {
        Head head = new SquashedGaussian(0, 1);
        Rows y = new Rows(new float[] {0.3f, -0.2f}, 1, 2);
        double u = 0.9;
        double z = (u - 0.3) / Math.exp(-0.2);
        double expected = -0.5 * z * z + 0.2 - 0.5 * Math.log(2 * Math.PI) - Math.log(1 - Math.pow(Math.tanh(u), 2));
        var outputs = new Outputs(1);
        head.read(y, null, new Rows(new float[] {(float) Math.tanh(u)}, 1, 1), outputs);
        assertThat((double) outputs.logProb(0)).isCloseTo(expected, within(1e-5));
    }

    @Test
    void aSquashedGaussianIsFiniteFarOutAndAtTheBoundsThemselves() {
        var head = new SquashedGaussian(0, 1);
        Rows y = new Rows(new float[] {30, 5}, 1, 2);
        Rows noise = Rows.of(1, 1);
        Rows actions = Rows.of(1, 1);
        var outputs = new Outputs(1);
        head.draw(y, generators(1, 1), noise, actions);
        head.readDrawn(y, noise, outputs);
        assertThat(outputs.logProb(0)).isFinite();
        head.read(y, null, new Rows(new float[] {1}, 1, 1), outputs);
        assertThat(outputs.logProb(0)).isFinite();
    }

    /// L = w log π(a) + g·a with a = tanh(μ + σε) and ε held still.
    @Test
    void pullDrawnFollowsTheActionThatMoves() {
        int count = 5;
        var head = new SquashedGaussian(COLUMN, 2);
        Rows y = outputs(head, count, 1);
        Rows noise = Rows.of(count, 2);
        Rows actions = Rows.of(count, 2);
        head.draw(y, generators(count, 5), noise, actions);
        var weights = new Weights(count);
        for (int row = 0; row < count; row++) {
            weights.logProb(row, 0.2f * (row + 1));
        }
        Rows onAction = new Rows(Arrays.copyOf(outputs(head, count, 9).data(), 2 * count), count, 2);
        Rows dy = Rows.of(count, y.width());
        head.pullDrawn(y, noise, weights, onAction, dy);
        assertSlopes(dy.data(), y.data(), () -> {
            var outputs = new Outputs(count);
            head.readDrawn(y, noise, outputs);
            double loss = 0;
            for (int row = 0; row < count; row++) {
                loss += (double) weights.logProb(row) * outputs.logProb(row);
                for (int i = 0; i < 2; i++) {
                    double std = Math.exp(y.at(row, COLUMN + 2 + i));
                    loss += onAction.at(row, i) * Math.tanh(y.at(row, COLUMN + i) + std * noise.at(row, i));
                }
            }
            return loss;
        });
    }

    @Test
    void aSquashedGaussianTakesNoWeightOnItsEntropy() {
        var head = new SquashedGaussian(0, 1);
        var weights = new Weights(1);
        weights.entropy(0, 1);
        assertThatThrownBy(() -> head.pull(Rows.of(1, 2), null, Rows.of(1, 1), weights, Rows.of(1, 2)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("pullDrawn");
    }

    /// V = 10, A = (1, 2, 6): mean 3, so Q = (8, 9, 13).
    @Test
    void duelingValuesKnownByHand() {
        Head head = new DuelingValues(0, 3);
        Rows y = new Rows(new float[] {10, 1, 2, 6}, 1, 4);
        var outputs = new Outputs(1);
        float[] q = {8, 9, 13};
        for (int choice = 0; choice < 3; choice++) {
            head.read(y, null, new Rows(new float[] {choice}, 1, 1), outputs);
            assertThat(outputs.value(0)).isEqualTo(q[choice]);
        }
        Rows best = Rows.of(1, 1);
        head.mode(y, null, best);
        assertThat(best.at(0, 0)).isEqualTo(2);
    }

    @Test
    void aSingleValueIsThatOfTheStateWhateverTheAction() {
        var outputs = new Outputs(1);
        new Values(1, 1).read(new Rows(new float[] {4, 5, 6}, 1, 3), null, new Rows(new float[] {7}, 1, 1), outputs);
        assertThat(outputs.value(0)).isEqualTo(5);
    }

    @ParameterizedTest
    @MethodSource("ppoBatches")
    void gradientsOfPposLossAreThoseOfStableBaselines3(JsonNode batch) {
        boolean categorical = batch.get("kind").asText().equals("categorical");
        Rows policyOutputs = categorical ? References.rows(batch.get("logits")) : gaussian(batch);
        int n = policyOutputs.count();
        int width = policyOutputs.width();
        Rows y = Rows.of(n, width + 1);
        float[] values = References.floats(batch.get("values"));
        for (int row = 0; row < n; row++) {
            System.arraycopy(policyOutputs.data(), row * width, y.data(), row * (width + 1), width);
            y.data()[row * (width + 1) + width] = values[row];
        }
        Head policy = categorical ? new Categorical(0, width) : new Gaussian(0, width / 2);
        Head value = new Values(width, 1);
        Rows actions = References.rows(batch.get("actions"));
        var outputs = new Outputs(n);
        var weights = new Weights(n);
        policy.read(y, null, actions, outputs);
        value.read(y, null, actions, outputs);
        float[] logProb = References.floats(batch.get("log_prob"));
        float[] entropy = References.floats(batch.get("entropy"));
        for (int row = 0; row < n; row++) {
            assertThat(outputs.logProb(row)).isCloseTo(logProb[row], within(1e-5f * Math.max(1, -logProb[row])));
            assertThat(outputs.entropy(row)).isCloseTo(entropy[row], within(1e-5f));
        }
        PpoWeights.of(batch).weigh(outputs, weights);
        Rows dy = Rows.of(n, width + 1);
        policy.pull(y, null, actions, weights, dy);
        value.pull(y, null, actions, weights, dy);

        float[] onValues = References.floats(batch.get("grad_values"));
        float[] onPolicy = References.floats(batch.get(categorical ? "grad_logits" : "grad_mean"));
        int policyWidth = onPolicy.length / n;
        double[] onLogStd = new double[width - policyWidth];
        for (int row = 0; row < n; row++) {
            assertThat(dy.at(row, width)).isCloseTo(onValues[row], within(1e-6f));
            for (int i = 0; i < policyWidth; i++) {
                assertThat(dy.at(row, i)).isCloseTo(onPolicy[row * policyWidth + i], within(1e-6f));
            }
            for (int i = 0; i < onLogStd.length; i++) {
                onLogStd[i] += dy.at(row, policyWidth + i);
            }
        }
        if (!categorical) {
            float[] expected = References.floats(batch.get("grad_log_std"));
            for (int i = 0; i < expected.length; i++) {
                assertThat(onLogStd[i]).isCloseTo(expected[i], within(1e-5));
            }
        }
    }

    static Stream<JsonNode> ppoBatches() {
        return References.read("rl_math.json").get("ppo_loss").get("cases").valueStream();
    }

    private static Rows gaussian(JsonNode batch) {
        Rows mean = References.rows(batch.get("mean"));
        float[] logStd = References.floats(batch.get("log_std"));
        int n = logStd.length;
        Rows y = Rows.of(mean.count(), 2 * n);
        for (int row = 0; row < mean.count(); row++) {
            System.arraycopy(mean.data(), row * n, y.data(), row * 2 * n, n);
            System.arraycopy(logStd, 0, y.data(), row * 2 * n + n, n);
        }
        return y;
    }

    @Test
    void theHeadOfAnActionSpaceReadsTheTowersOfThatSpace() {
        for (Space space : List.of(Space.discrete(4), Space.multiDiscrete(3, 2), Space.box(3, -1, 1))) {
            List<Tower> towers = Head.towers(space, List.of(8));
            Head head = Head.of(space, 0);
            assertThat(towers.stream().mapToInt(Tower::outputs).sum()).isEqualTo(head.width());
            assertThat(head.actionWidth()).isEqualTo(space.width());
            assertThat(towers.getFirst().hidden()).containsExactly(8);
        }
        assertThat(Head.of(Space.discrete(4), 0)).isInstanceOf(Categorical.class);
        assertThat(Head.of(Space.multiDiscrete(3, 2), 0)).isInstanceOf(MultiCategorical.class);
        assertThat(Head.of(Space.box(3, -1, 1), 0)).isInstanceOf(Gaussian.class);
    }
}
