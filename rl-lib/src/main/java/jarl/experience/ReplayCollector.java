package jarl.experience;

import jarl.env.VectorEnvironment;
import jarl.network.Rows;
import jarl.state.Resumable;
import jarl.state.StateReader;
import jarl.state.StateWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Lets somebody act, one step in each environment at a time, and keeps it in a [ReplayMemory].
public final class ReplayCollector implements Resumable {
    /// Who acts while experience is collected.
    @FunctionalInterface
    public interface Behaviour {
        /// Draws an action for each row.
        ///
        /// @param masks   the allowed choices, or null
        /// @param actions taken by the draws, `[count, action width]`
        void act(Rows observations, boolean @Nullable [] masks, Rows actions);
    }

    private final VectorEnvironment environment;
    private final ReplayMemory memory;
    private final ActionBounds bounds;
    private final EpisodeTracker episodes;
    private final Rows observations;
    private final Rows actions;

    /// @param bounds what becomes of the actions on their way into the environment
    public ReplayCollector(VectorEnvironment environment, ReplayMemory memory, ActionBounds bounds) {
        this.environment = environment;
        this.memory = memory;
        this.bounds = bounds;
        int count = environment.count();
        episodes = new EpisodeTracker(count);
        observations = new Rows(environment.observations(), count, environment.observationSpace().width());
        actions = Rows.of(count, environment.actionSpace().width());
    }

    /// One step in each environment.
    ///
    /// @throws TrainingInterrupted if the thread is interrupted; then no step was made, and its flag stays set
    public void step(Behaviour behaviour) {
        if (Thread.currentThread().isInterrupted()) {
            throw new TrainingInterrupted();
        }
        behaviour.act(observations, environment.actionMasks(), actions);
        environment.step(bounds.apply(actions.data()));
        episodes.track(environment);
        memory.add(actions, environment);
    }

    /// Environment steps taken so far, by all environments together.
    public long steps() {
        return episodes.steps();
    }

    /// The episodes that ended since the last call.
    public List<Episode> takeEpisodes() {
        return episodes.take();
    }

    @Override
    public void save(StateWriter to) {
        to.part("episodes", episodes);
        to.part("memory", memory);
    }

    @Override
    public void load(StateReader from) {
        from.part("episodes", episodes);
        from.part("memory", memory);
    }
}
