package jarl.experience;

import jarl.env.VectorEnvironment;
import jarl.state.Resumable;
import jarl.state.StateReader;
import jarl.state.StateWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Sums rewards until an episode ends.
public final class EpisodeTracker implements Resumable {
    private final double[] returns;
    private final int[] lengths;
    private final boolean[] everyone;
    private long steps;
    private List<Episode> finished = new ArrayList<>();

    public EpisodeTracker(int environments) {
        returns = new double[environments];
        lengths = new int[environments];
        everyone = new boolean[environments];
        Arrays.fill(everyone, true);
    }

    /// Takes note of the last step of each environment.
    public void track(VectorEnvironment environment) {
        track(environment, everyone);
    }

    /// Counts the last step of each environment, and takes note of it where `living` says so; shape `[environments]`.
    void track(VectorEnvironment environment, boolean[] living) {
        float[] rewards = environment.rawRewards();
        boolean[] terminated = environment.terminated();
        boolean[] truncated = environment.truncated();
        steps += returns.length;
        for (int e = 0; e < returns.length; e++) {
            if (!living[e]) {
                continue;
            }
            returns[e] += rewards[e];
            lengths[e]++;
            if (terminated[e] || truncated[e]) {
                finished.add(new Episode(e, steps, returns[e], lengths[e], !terminated[e], environment.measures(e)));
                returns[e] = 0;
                lengths[e] = 0;
            }
        }
    }

    /// Environment steps taken so far, by all environments together.
    public long steps() {
        return steps;
    }

    /// The episodes that ended since the last call, in the order they ended.
    public List<Episode> take() {
        List<Episode> taken = finished;
        finished = new ArrayList<>();
        return taken;
    }

    @Override
    public void save(StateWriter to) {
        to.doubles("returns", returns);
        to.ints("lengths", lengths);
        to.number("steps", steps);
        to.number("finished", finished.size());
        for (int i = 0; i < finished.size(); i++) {
            save(finished.get(i), to.at("finished." + i));
        }
    }

    private static void save(Episode episode, StateWriter to) {
        to.number("environment", episode.environment());
        to.number("steps", episode.steps());
        to.real("return", episode.episodeReturn());
        to.number("length", episode.length());
        to.flag("truncated", episode.truncated());
        to.text("measures", String.join("\n", episode.measures().keySet()));
        to.doubles("values", episode.measures().values().stream().mapToDouble(v -> v).toArray());
    }

    @Override
    public void load(StateReader from) {
        System.arraycopy(from.doubles("returns"), 0, returns, 0, returns.length);
        System.arraycopy(from.ints("lengths"), 0, lengths, 0, lengths.length);
        steps = from.number("steps");
        finished = new ArrayList<>();
        for (int i = 0; i < from.number("finished"); i++) {
            finished.add(episode(from.at("finished." + i)));
        }
    }

    private static Episode episode(StateReader from) {
        Map<String, Double> measures = new LinkedHashMap<>();
        double[] values = from.doubles("values");
        if (values.length > 0) {
            String[] names = from.text("measures").split("\n", -1);
            for (int i = 0; i < values.length; i++) {
                measures.put(names[i], values[i]);
            }
        }
        return new Episode(
                (int) from.number("environment"),
                from.number("steps"),
                from.real("return"),
                (int) from.number("length"),
                from.flag("truncated"),
                measures);
    }
}
