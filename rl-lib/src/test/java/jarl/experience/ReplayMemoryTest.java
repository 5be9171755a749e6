package jarl.experience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.management.ThreadMXBean;
import jarl.References;
import jarl.env.Environments;
import jarl.env.NumpyRandom;
import jarl.env.VectorEnvironment;
import jarl.env.Vectorized;
import jarl.network.Rows;
import jarl.run.checkpoint.State;
import jarl.state.StateException;
import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A replay memory")
class ReplayMemoryTest {
    private static final int STEPS = 400;

    /// Lives `steps` steps in each environment; the action is the number of the step, over all environments, mod 3.
    private static void live(ReplayMemory memory, VectorEnvironment world, int steps) {
        Rows actions = Rows.of(world.count(), 1);
        for (int t = 0; t < steps; t++) {
            for (int e = 0; e < world.count(); e++) {
                actions.data()[e] = (int) world.observations()[e] % 3;
            }
            world.step(actions.data());
            memory.add(actions, world);
        }
    }

    /// Environment `e` begins to count at 10 000 e; a clock cuts it every `length` steps.
    private static VectorEnvironment endless(int environments, int length) {
        int[] made = {0};
        var world = new Vectorized(() -> ScriptedWorld.endless(10_000 * made[0]++, STEPS, length), environments);
        world.reset(new long[environments]);
        return world;
    }

    private static VectorEnvironment scripted(float[] rewards, boolean[] terminated, boolean[] truncated) {
        var world = new Vectorized(() -> new ScriptedWorld(0, rewards, terminated, truncated), 1);
        world.reset(new long[1]);
        return world;
    }

    static Iterable<JsonNode> nStepReturns() {
        return References.read("rl_math.json").get("nstep").get("cases");
    }

    @ParameterizedTest
    @MethodSource("nStepReturns")
    void sumsRewardsAndDiscountsWhatComesAfterAsStableBaselines3Does(JsonNode reference) {
        float[] rewards = References.floats(reference.get("rewards"));
        VectorEnvironment world =
                scripted(rewards, flags(reference.get("terminated")), flags(reference.get("truncated")));
        var memory = new ReplayMemory(world, 100, null);
        live(memory, world, rewards.length);
        int n = reference.get("n").asInt();
        ReplayBatch batch = ReplayBatches.all(memory, 100, n, (float) reference.get("gamma").asDouble());

        float[] start = References.floats(reference.get("start"));
        float[] returns = References.floats(reference.get("n_step_return"));
        float[] next = References.floats(reference.get("next_obs_index"));
        float[] done = References.floats(reference.get("done"));
        float[] discount = References.floats(reference.get("bootstrap_discount"));
        assertThat(batch.size()).isEqualTo(rewards.length);
        for (int i = 0; i < start.length; i++) {
            int step = (int) start[i];
            assertThat(batch.observations().at(step, 0)).isEqualTo(step);
            assertThat(batch.returns()[step]).isCloseTo(returns[i], within(1e-5f));
            assertThat(batch.nextObservations().at(step, 0)).isEqualTo(next[i]);
            assertThat(batch.discounts()[step]).isCloseTo((1 - done[i]) * discount[i], within(1e-6f));
        }
    }

    private static boolean[] flags(JsonNode node) {
        float[] numbers = References.floats(node);
        boolean[] flags = new boolean[numbers.length];
        for (int i = 0; i < flags.length; i++) {
            flags[i] = numbers[i] != 0;
        }
        return flags;
    }

    @Test
    void sumsTheRewardsOfThreeStepsButOfNoneBeyondAnEnd() {
        boolean[] ends = {false, false, false, true, false, false};
        VectorEnvironment world = scripted(new float[] {1, 2, 3, 4, 5, 6}, ends, new boolean[6]);
        var memory = new ReplayMemory(world, 20, null);
        live(memory, world, 6);
        ReplayBatch batch = ReplayBatches.all(memory, 20, 3, 0.5f);
        assertThat(batch.returns())
                .containsExactly(1 + 1 + 0.75f, 2 + 1.5f + 1, 3 + 2, 4, 5 + 3, 6);
        assertThat(batch.discounts()).containsExactly(0.125f, 0, 0, 0, 0.25f, 0.5f); // the last two: newer ones are not there
        assertThat(ReplayBatches.column(batch.nextObservations())).containsExactly(3, 4, 4, 4, 6, 6);
    }

    @Test
    void countsWhatComesAfterATruncatedStepButNotAfterATerminatedOne() {
        VectorEnvironment world = scripted(
                new float[4], new boolean[] {true, false, true, false}, new boolean[] {false, true, true, false});
        var memory = new ReplayMemory(world, 20, null);
        live(memory, world, 4);
        // the third step was ended by the world and cut by a clock at once: nothing comes after it
        assertThat(ReplayBatches.all(memory, 20, 1, 0.9f).discounts()).containsExactly(0, 0.9f, 0, 0.9f);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void drawsEveryStepThatItHoldsWithWhatFollowedItAndNoOther(int environments) {
        VectorEnvironment world = endless(environments, 7);
        var memory = new ReplayMemory(world, 40 * environments, null);
        live(memory, world, 300); // many times its length
        var batch = new ReplayBatch(memory, 2000, 1, 0.9f);
        memory.sample(batch, NumpyRandom.seeded(1));

        Set<Float> seen = new TreeSet<>();
        for (int i = 0; i < batch.size(); i++) {
            float observation = batch.observations().at(i, 0);
            seen.add(observation);
            assertThat(observation % 10_000).isBetween(260f, 299f);
            assertThat(batch.nextObservations().at(i, 0)).isEqualTo(observation + 1);
            assertThat(batch.actions().at(i, 0)).isEqualTo((int) observation % 3);
            assertThat(batch.returns()[i]).isEqualTo(1);
            assertThat(batch.discounts()[i]).isEqualTo(0.9f);
        }
        assertThat(seen).hasSize(memory.size());
        // 40 places: one of now, and the last observations of the five or six episodes that ended meanwhile
        assertThat(memory.size()).isBetween(33 * environments, 34 * environments);
    }

    @Test
    void givesWhatWasAllowedNextAndAllWhereAnEpisodeHasEnded() {
        VectorEnvironment world = endless(1, 3);
        var memory = new ReplayMemory(world, 20, null);
        live(memory, world, 4);
        ReplayBatch batch = ReplayBatches.all(memory, 20, 1, 1);
        assertThat(batch.nextMasks()).containsExactly(
                true, true, true, // 1
                true, false, true, // 2
                true, true, true, // 3, the last of its episode
                true, false, true); // 4
    }

    /// An episode's end takes the place of one step more, and random ones last about 22 steps.
    @ParameterizedTest
    @CsvSource({"1050000, false, 30", "1000000, true, 45"})
    void holdsAMillionStepsOfCartPoleInLessThanSixtyMegabytes(int capacity, boolean prioritized, int megabytes) {
        try (VectorEnvironment world = Environments.vector("CartPole-v1", 8, Map.of())) {
            world.reset(new long[] {1, 2, 3, 4, 5, 6, 7, 8});
            var memory = new ReplayMemory(world, capacity, prioritized ? new Priorities(0.6) : null);
            Rows actions = Rows.of(8, 1);
            var random = NumpyRandom.seeded(9);
            for (int t = 0; t < 1_000_000 / 8; t++) {
                for (int e = 0; e < 8; e++) {
                    actions.data()[e] = random.nextInt(2);
                }
                world.step(actions.data());
                memory.add(actions, world);
            }
            assertThat(memory.size()).isGreaterThan(prioritized ? 950_000 : 999_999);
            long floats = memory.observations.data().length + memory.actions.data().length + memory.rewards.length;
            long nodes = prioritized ? Long.highestOneBit(capacity - 1) * 4 : 0;
            assertThat(4 * floats + memory.outcomes.length + 8 * nodes).isLessThan(megabytes * 1_000_000L);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void makesNoObjectForABatch(boolean prioritized) {
        var counter = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        VectorEnvironment world = endless(2, 7);
        var memory = new ReplayMemory(world, 60, prioritized ? new Priorities(0.6) : null);
        live(memory, world, 50);
        var batch = new ReplayBatch(memory, 32, 3, 0.9f);
        var random = NumpyRandom.seeded(1);
        memory.sample(batch, random);

        long before = counter.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < 500; i++) {
            memory.sample(batch, random);
        }
        assertThat(counter.getCurrentThreadAllocatedBytes() - before).isLessThan(16 * 500); // the smallest takes 16 bytes
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void goesOnFromASavedStateWithTheSameSteps(boolean prioritized) {
        VectorEnvironment world = endless(2, 7);
        var memory = new ReplayMemory(world, 60, prioritized ? new Priorities(0.6) : null);
        live(memory, world, 50);
        var other = new ReplayMemory(endless(2, 7), 60, prioritized ? new Priorities(0.6) : null);
        other.load(State.of(memory).reader());
        assertThat(other.size()).isEqualTo(memory.size());

        Rows actions = Rows.of(2, 1);
        for (int t = 0; t < 30; t++) {
            world.step(actions.data());
            memory.add(actions, world);
            other.add(actions, world);
        }
        var one = new ReplayBatch(memory, 50, 3, 0.9f);
        var two = new ReplayBatch(other, 50, 3, 0.9f);
        memory.sample(one, NumpyRandom.seeded(4));
        other.sample(two, NumpyRandom.seeded(4));
        assertThat(two.numbers).isEqualTo(one.numbers);
        assertThat(two.observations().data()).isEqualTo(one.observations().data());
        assertThat(two.returns()).isEqualTo(one.returns());
        assertThat(two.nextMasks()).isEqualTo(one.nextMasks());
    }

    @Test
    void refusesAStateOfAnother() {
        var many = new ReplayMemory(endless(2, 7), 60, null);
        var one = new ReplayMemory(endless(1, 7), 60, null);
        assertThatThrownBy(() -> one.load(State.of(many).reader()))
                .isInstanceOf(StateException.class)
                .hasMessageContaining("in 2 environments");
    }

    @Test
    void saysWhatIsTooSmall() {
        assertThatThrownBy(() -> new ReplayMemory(endless(8, 7), 10, null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("10 places")
                .hasMessageContaining("buffer_size");
    }
}
