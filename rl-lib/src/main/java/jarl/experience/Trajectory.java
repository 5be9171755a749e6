package jarl.experience;

import jarl.network.Rows;

/// What was seen and done in one episode.
///
/// @param observations before each action, raw, as the world gave them; shape `[length, observation width]`
/// @param actions      shape `[length, action width]`
public record Trajectory(Rows observations, Rows actions) {
    public Trajectory {
        if (observations.count() != actions.count() || actions.count() == 0) {
            throw new IllegalArgumentException("An episode has as many actions as observations, and at least one; here are "
                    + observations.count() + " observations and " + actions.count() + " actions");
        }
    }

    public int length() {
        return actions.count();
    }
}
