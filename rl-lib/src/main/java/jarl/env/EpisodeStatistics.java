package jarl.env;

import jarl.state.StateException;
import jarl.state.StateReader;
import jarl.state.StateWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/// Keeps count of each episode and tells of those that ended in the last step. It belongs around the worlds themselves,
/// beneath whatever changes rewards, so that returns are in the world's own units.
public final class EpisodeStatistics extends VectorWrapper {
    private final double[] returns;
    private final long[] lengths;
    private final List<Episode> ended = new ArrayList<>();

    /// An episode that is over.
    ///
    /// @param environment   which environment it was lived in, from 0
    /// @param episodeReturn sum of its rewards, undiscounted
    /// @param length        steps
    /// @param terminated    whether the world ended it
    /// @param truncated     whether a clock cut it
    /// @param measures      the named measures of its last step
    public record Episode(
            int environment,
            double episodeReturn,
            long length,
            boolean terminated,
            boolean truncated,
            Map<String, Double> measures) {}

    public EpisodeStatistics(VectorEnvironment inner) {
        super(inner);
        returns = new double[inner.count()];
        lengths = new long[inner.count()];
    }

    @Override
    public void reset(long[] seeds) {
        inner().reset(seeds);
        Arrays.fill(returns, 0);
        Arrays.fill(lengths, 0);
        ended.clear();
    }

    @Override
    public void step(float[] actions) {
        inner().step(actions);
        ended.clear();
        float[] rewards = inner().rewards();
        boolean[] terminated = inner().terminated();
        boolean[] truncated = inner().truncated();
        for (int i = 0; i < returns.length; i++) {
            returns[i] += rewards[i];
            lengths[i]++;
            if (terminated[i] || truncated[i]) {
                ended.add(new Episode(i, returns[i], lengths[i], terminated[i], truncated[i], measures(i)));
                returns[i] = 0;
                lengths[i] = 0;
            }
        }
    }

    /// The episodes that ended in the last step, by environment; overwritten by the next step.
    public List<Episode> ended() {
        return Collections.unmodifiableList(ended);
    }

    @Override
    public void save(StateWriter to) {
        super.save(to);
        to.doubles("returns", returns);
        to.longs("lengths", lengths);
    }

    @Override
    public void load(StateReader from) {
        super.load(from);
        double[] savedReturns = from.doubles("returns");
        long[] savedLengths = from.longs("lengths");
        if (savedReturns.length != returns.length || savedLengths.length != lengths.length) {
            throw new StateException(savedReturns.length + " episodes were saved, but " + returns.length
                    + " are lived here");
        }
        System.arraycopy(savedReturns, 0, returns, 0, returns.length);
        System.arraycopy(savedLengths, 0, lengths, 0, lengths.length);
        ended.clear();
    }
}
