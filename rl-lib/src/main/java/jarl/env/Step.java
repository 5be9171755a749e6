package jarl.env;

import java.util.LinkedHashMap;
import java.util.Map;

/// What came of one action: the next observation, the reward, whether the episode ended and how, and named measures
/// beside the reward (`"apples"`, `"distance"`), which statistics may follow but no learner sees.
public final class Step {
    private final float[] observation;
    private final double reward;
    private final boolean terminated;
    private final boolean truncated;
    private final Map<String, Double> measures;

    private Step(
            float[] observation, double reward, boolean terminated, boolean truncated, Map<String, Double> measures) {
        this.observation = observation;
        this.reward = reward;
        this.terminated = terminated;
        this.truncated = truncated;
        this.measures = measures;
    }

    /// The episode goes on.
    public static Step on(double reward, float... observation) {
        return new Step(observation, reward, false, false, Map.of());
    }

    /// The world has ended the episode: nothing comes after it.
    public static Step end(double reward, float... observation) {
        return new Step(observation, reward, true, false, Map.of());
    }

    /// A clock has cut the episode: what would have come next still counts.
    public static Step cut(double reward, float... observation) {
        return new Step(observation, reward, false, true, Map.of());
    }

    /// The same step, cut by a clock; a step that the world has ended may be cut as well.
    public Step truncate() {
        return new Step(observation, reward, terminated, true, measures);
    }

    public Step withReward(double newReward) {
        return new Step(observation, newReward, terminated, truncated, measures);
    }

    public Step withObservation(float... newObservation) {
        return new Step(newObservation, reward, terminated, truncated, measures);
    }

    /// The same step with one more measure.
    public Step measure(String name, double value) {
        var more = new LinkedHashMap<>(measures);
        more.put(name, value);
        return new Step(observation, reward, terminated, truncated, more);
    }

    /// The same step with these measures and no others; the map is kept, not copied.
    public Step withMeasures(Map<String, Double> newMeasures) {
        return new Step(observation, reward, terminated, truncated, newMeasures);
    }

    /// The observation after the action, the last one of the episode where it ended; shape `[width]`, not a copy.
    public float[] observation() {
        return observation;
    }

    public double reward() {
        return reward;
    }

    public boolean terminated() {
        return terminated;
    }

    public boolean truncated() {
        return truncated;
    }

    /// Whether the episode is over, either way.
    public boolean ended() {
        return terminated || truncated;
    }

    public Map<String, Double> measures() {
        return measures;
    }

    @Override
    public String toString() {
        return "Step" + java.util.Arrays.toString(observation) + " reward " + reward
                + (terminated ? " terminated" : "") + (truncated ? " truncated" : "");
    }
}
