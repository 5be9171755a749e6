package jarl.env;

import jarl.space.Space;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// A world an agent acts in, one step at a time.
///
/// An episode begins with [#reset] and ends with the first step that is `terminated` (the world has ended it) or
/// `truncated` (a clock has cut it, usually [TimeLimit] from outside); the two are never mixed up, since a terminated
/// step has no future and a truncated one has. After an end only `reset` may be called.
///
/// All randomness comes from the generator given to `reset`, which the environment may keep until the next `reset`:
/// then a seed and the actions replay an episode exactly. Dynamics are computed in double; observations are float.
///
/// Not thread-safe: one thread at a time. What later versions add (dictionary observations, several agents) comes as
/// default methods and as kinds of [Space], so that an environment written today goes on working.
public interface Environment extends AutoCloseable {

    /// What may be observed; the same on each call.
    Space observationSpace();

    /// What may be done; the same on each call.
    Space actionSpace();

    /// Begins an episode.
    ///
    /// @param random the only source of chance in this episode
    /// @return the first observation; shape `[observationSpace().width()]`, a fresh array or one that is not reused
    float[] reset(RandomGenerator random);

    /// Does `action` and says what came of it.
    Step step(Action action);

    /// The actions allowed now, after a reset or a step that did not end the episode: one flag for each choice
    /// (for several choices, one after the other), or null where all are allowed. At least one of each choice is.
    default boolean @Nullable [] actionMask() {
        return null;
    }

    /// The whole state of the world between two steps, or null where it cannot tell (then a saved run replays the
    /// episode from its start). The generator is no part of it: whoever gave it to [#reset] keeps it.
    default double @Nullable [] state() {
        return null;
    }

    /// Puts the world in a state that [#state] gave, in place of a reset.
    ///
    /// @param random the only source of chance from here on
    /// @return the observation there; shape `[observationSpace().width()]`
    /// @throws UnsupportedOperationException if [#state] gives null
    /// @throws IllegalArgumentException if it is no state of this world
    default float[] restore(double[] state, RandomGenerator random) {
        throw new UnsupportedOperationException(name() + " has no state() that could be restored");
    }

    /// What a picture would show, in plain values for JSON (numbers, text, lists, maps), or null where it says nothing.
    default @Nullable Map<String, Object> scene() {
        return null;
    }

    /// A picture of the world as it is now, or null where it does not draw itself.
    default @Nullable Picture picture() {
        return null;
    }

    /// The name for tables, messages and the catalogue: `CartPole-v1`.
    default String name() {
        return getClass().getSimpleName();
    }

    /// Frees what the environment holds (a socket, a process); most hold nothing.
    @Override
    default void close() {}
}
