package jarl.experience;

import jarl.env.Action;
import jarl.env.Environment;
import jarl.env.Step;
import jarl.space.Space;
import java.util.random.RandomGenerator;

/// A world whose rewards and ends are written down. What is observed is the number of the steps taken so far, over all
/// its episodes: the last observation of one is the first of the next.
public final class ScriptedWorld implements Environment {
    private final float[] rewards;
    private final boolean[] terminated;
    private final boolean[] truncated;
    private final int first;
    private int step;

    /// @param first what is observed before the first step
    public ScriptedWorld(int first, float[] rewards, boolean[] terminated, boolean[] truncated) {
        this.first = first;
        this.rewards = rewards;
        this.terminated = terminated;
        this.truncated = truncated;
    }

    /// Pays 1 a step and goes on for ever, cut by a clock every `length` steps.
    public static ScriptedWorld endless(int first, int steps, int length) {
        float[] rewards = new float[steps];
        java.util.Arrays.fill(rewards, 1);
        boolean[] cut = new boolean[steps];
        for (int i = length - 1; i < steps; i += length) {
            cut[i] = true;
        }
        return new ScriptedWorld(first, rewards, new boolean[steps], cut);
    }

    @Override
    public Space observationSpace() {
        return Space.box(1, 0, 100_000);
    }

    @Override
    public Space actionSpace() {
        return Space.discrete(3);
    }

    @Override
    public float[] reset(RandomGenerator random) {
        return new float[] {first + step};
    }

    @Override
    public Step step(Action action) {
        float reward = rewards[step];
        boolean end = terminated[step];
        boolean cut = truncated[step];
        step++;
        Step came = end ? Step.end(reward, first + step) : Step.on(reward, first + step);
        return cut ? came.truncate() : came;
    }

    /// The second choice is forbidden where the number observed is even.
    @Override
    public boolean[] actionMask() {
        return new boolean[] {true, step % 2 == 1, true};
    }
}
