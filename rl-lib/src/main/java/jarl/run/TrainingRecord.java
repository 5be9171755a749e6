package jarl.run;

import jarl.algorithm.Iteration;
import jarl.experience.Episode;
import jarl.state.Resumable;
import jarl.state.StateReader;
import jarl.state.StateWriter;
import java.util.ArrayDeque;

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
    long evaluationsInVain; // since the best return rose
    double bestReturn = Double.NEGATIVE_INFINITY;

    void note(Iteration done) {
        steps = done.environmentSteps();
        iteration = done.number();
        for (Episode episode : done.episodes()) {
            episodes++;
            recentReturns.add(episode.episodeReturn());
            recentSum += episode.episodeReturn();
            if (recentReturns.size() > WINDOW) {
                recentSum -= recentReturns.remove();
            }
        }
    }

    /// Takes note of an evaluation at this step.
    ///
    /// @return whether it is the best so far; of equals, the one that has learnt longer
    boolean judged(double meanReturn) {
        evaluationsInVain = meanReturn > bestReturn ? 0 : evaluationsInVain + 1;
        if (meanReturn >= bestReturn) {
            bestReturn = meanReturn;
            bestStep = steps;
            return true;
        }
        return false;
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
        to.longs("counters", new long[] {steps, iteration, episodes, nextEvaluation, nextSave, bestStep,
            evaluationsInVain});
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
        evaluationsInVain = counters[6];
        bestReturn = from.real("best_return");
    }
}
