package jarl.run;

import jarl.experience.Episode;
import jarl.state.Resumable;
import jarl.state.StateReader;
import jarl.state.StateWriter;
import java.util.ArrayDeque;
import java.util.List;

/// What the training loop itself remembers: recent returns, the best evaluation, what is due next.
final class TrainingRecord implements Resumable {
    private static final int WINDOW = 100;

    private final ArrayDeque<Double> recentReturns = new ArrayDeque<>();
    private double recentSum;
    long steps;
    long iteration;
    long episodes;
    long nextEvaluation;
    long nextSave;
    long bestStep = -1;
    double bestReturn = Double.NEGATIVE_INFINITY;

    void note(List<Episode> finished) {
        for (Episode episode : finished) {
            episodes++;
            recentReturns.add(episode.episodeReturn());
            recentSum += episode.episodeReturn();
            if (recentReturns.size() > WINDOW) {
                recentSum -= recentReturns.remove();
            }
        }
    }

    /// Mean return of the last 100 episodes, or of all where there are fewer; NaN where there are none.
    double meanReturn() {
        return recentSum / recentReturns.size();
    }

    /// Whether 100 episodes have ended and their mean return is at least `threshold`.
    boolean reached(double threshold) {
        return recentReturns.size() == WINDOW && meanReturn() >= threshold;
    }

    @Override
    public void save(StateWriter to) {
        to.doubles("recent_returns", recentReturns.stream().mapToDouble(r -> r).toArray());
        to.real("recent_sum", recentSum); // not summed anew: the rounding differs
        to.longs("counters", new long[] {steps, iteration, episodes, nextEvaluation, nextSave, bestStep});
        to.real("best_return", bestReturn);
    }

    @Override
    public void load(StateReader from) {
        recentReturns.clear();
        for (double episodeReturn : from.doubles("recent_returns")) {
            recentReturns.add(episodeReturn);
        }
        recentSum = from.real("recent_sum");
        long[] counters = from.longs("counters");
        steps = counters[0];
        iteration = counters[1];
        episodes = counters[2];
        nextEvaluation = counters[3];
        nextSave = counters[4];
        bestStep = counters[5];
        bestReturn = from.real("best_return");
    }
}
