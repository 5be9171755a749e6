package jarl.experience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import jarl.env.NumpyRandom;
import jarl.env.Vectorized;
import jarl.network.Rows;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Priorities")
class PrioritiesTest {
    private static ReplayMemory remembering(int steps, Priorities priorities) {
        var world = new Vectorized(() -> ScriptedWorld.endless(0, 100, 1000), 1);
        world.reset(new long[1]);
        var memory = new ReplayMemory(world, 50, priorities);
        Rows actions = Rows.of(1, 1);
        for (int t = 0; t < steps; t++) {
            world.step(actions.data());
            memory.add(actions, world);
        }
        return memory;
    }

    private static ReplayBatch update(ReplayMemory memory, Priorities priorities, float... tdErrors) {
        ReplayBatch batch = ReplayBatches.all(memory, 50, 1, 1);
        priorities.update(batch, tdErrors);
        return batch;
    }

    @Test
    void drawStepsInProportionToAPowerOfTheirError() {
        var priorities = new Priorities(0.5);
        ReplayMemory memory = remembering(4, priorities);
        update(memory, priorities, 0, 1, -4, 9); // roots: 0, 1, 2, 3
        var batch = new ReplayBatch(memory, 6000, 1, 1);
        memory.sample(batch, NumpyRandom.seeded(1));
        int[] drawn = new int[4];
        IntStream.of(batch.numbers).forEach(number -> drawn[number]++);
        // one draw from each of 6000 slices, so only those on the borders are left to chance, and 0 has 10⁻³ of 6
        assertThat(drawn[0]).isLessThanOrEqualTo(2);
        assertThat(drawn[1]).isCloseTo(1000, within(3));
        assertThat(drawn[2]).isCloseTo(2000, within(3));
        assertThat(drawn[3]).isCloseTo(3000, within(3));
    }

    /// Schaul et al. (2016), section 3.4: wᵢ = (N · P(i))^−β / max w.
    @Test
    void weighTheDrawnStepsAgainstTheirChance() {
        var priorities = new Priorities(1);
        ReplayMemory memory = remembering(3, priorities);
        ReplayBatch batch = update(memory, priorities, 1, 2, 5);
        priorities.weigh(batch, memory.size(), 1);
        assertThat(batch.importance).usingComparatorWithPrecision(1e-5f).containsExactly(1, 0.5f, 0.2f);
        priorities.weigh(batch, memory.size(), 0.5);
        assertThat(batch.importance[2]).isCloseTo((float) Math.sqrt(0.2), within(1e-5f));
        priorities.weigh(batch, memory.size(), 0);
        assertThat(batch.importance).containsExactly(1, 1, 1);
    }

    @Test
    void giveANewStepTheGreatestPriorityThatAnyHasHad() {
        var priorities = new Priorities(1);
        ReplayMemory memory = remembering(3, priorities);
        update(memory, priorities, 1, 7, 2);
        update(memory, priorities, 1, 3, 2);
        priorities.mark(3, true);
        ReplayBatch batch = ReplayBatches.all(memory, 50, 1, 1);
        batch.numbers[0] = 3;
        priorities.weigh(batch, 4, 1);
        assertThat(batch.importance[0] / batch.importance[1]).isCloseTo(3 / 7f, within(1e-5f));
    }

    @Test
    void areSummedTheSameHoweverTheirTreeHasGrown() {
        double[] leaves = IntStream.range(0, 1000).mapToDouble(i -> Math.sqrt(i) / 7).toArray();
        var grown = new SumTree();
        for (int i = 0; i < leaves.length; i++) {
            grown.grow(i + 1);
            grown.set(i, leaves[i]);
        }
        var made = new SumTree();
        made.fill(leaves);
        assertThat(grown.total()).isEqualTo(made.total());
        for (double part = 0; part < 1; part += 1e-3) {
            assertThat(grown.find(part * grown.total())).isEqualTo(made.find(part * made.total()));
        }
    }

    @Test
    void drawNoStepThatIsNotThereEvenAtTheEdge() {
        var tree = new SumTree();
        tree.fill(new double[] {0, 0.1, 0.2, 0, 0, 0.3, 0, 0});
        assertThat(tree.find(0)).isEqualTo(1);
        assertThat(tree.find(tree.total())).isEqualTo(5);
        assertThat(tree.find(2 * tree.total())).isEqualTo(5);
    }
}
