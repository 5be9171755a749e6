package jarl.env;

import jarl.space.Space;
import jarl.state.Resumable;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// `count` environments stepped together over flat arrays.
///
/// An environment whose episode ends is reset within the same step: [#observations()] then holds the first observation
/// of its next episode and [#finalObservations()] the last one of the episode that ended. Environment `i` gets its
/// seed once, by [#reset]; later resets continue its random stream.
///
/// The arrays are views that stay the same objects for the life of this environment and are overwritten by the next
/// call. Its state can be saved between any two steps; what comes after is then the same, bit for bit.
public interface VectorEnvironment extends Resumable, AutoCloseable {
    int count();

    /// The space of one environment.
    Space observationSpace();

    /// The space of one environment.
    Space actionSpace();

    /// The catalogue's name of the world: `CartPole-v1`.
    String name();

    /// Begins an episode in each environment.
    ///
    /// @param seeds one for each environment, as Gymnasium's `reset(seed=…)` takes it; shape `[count]`
    void reset(long[] seeds);

    /// Does one action in each environment.
    ///
    /// @param actions rows of the action space; shape `[count × actionSpace().width()]`
    void step(float[] actions);

    /// What the agent sees now; shape `[count × observationSpace().width()]`.
    float[] observations();

    /// The last observation of each episode that ended in the last step; other rows hold nothing of use. Same shape.
    float[] finalObservations();

    /// Reward of the last step; shape `[count]`.
    float[] rewards();

    /// Reward of the last step as the world gave it, before any wrapper scaled it; shape `[count]`.
    default float[] rawRewards() {
        return rewards();
    }

    /// Whether the world ended the episode in the last step; shape `[count]`.
    boolean[] terminated();

    /// Whether a clock cut the episode in the last step; shape `[count]`.
    boolean[] truncated();

    /// The actions allowed now, [#observations()]' companion: shape `[count × choices]`, or null where all are.
    default boolean @Nullable [] actionMasks() {
        return null;
    }

    /// Named measures of environment `i`'s last step, beside the reward.
    default Map<String, Double> measures(int i) {
        return Map.of();
    }

    @Override
    default void close() {}
}
