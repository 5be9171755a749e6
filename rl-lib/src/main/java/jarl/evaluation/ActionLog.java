package jarl.evaluation;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The actions of episodes that are lived together, as the world got them.
public final class ActionLog {
    private final List<List<float[]>> episodes = new ArrayList<>();

    /// @param actions rows of all worlds, side by side
    /// @param ended   what is known of each episode; one that is over has no more actions
    void note(float[] actions, @Nullable EpisodeResult[] ended) {
        int width = actions.length / ended.length;
        for (int e = 0; e < ended.length; e++) {
            if (episodes.size() <= e) {
                episodes.add(new ArrayList<>());
            }
            if (ended[e] == null) {
                float[] row = new float[width];
                System.arraycopy(actions, e * width, row, 0, width);
                episodes.get(e).add(row);
            }
        }
    }

    /// Those of one episode: a row of the action space for each step; shape `[length][width]`.
    public List<float[]> of(int episode) {
        return List.copyOf(episodes.get(episode));
    }
}
