package jarl.algorithm.sac;

import jarl.state.Resumable;
import jarl.state.StateReader;
import jarl.state.StateWriter;

/// α, what a nat of entropy is worth in units of the return: given, or learnt so that the policy's entropy comes to a
/// target, by Adam on log α.
///
/// @see <a href="https://arxiv.org/abs/1812.05905">Haarnoja et al. (2019), section 5</a>
final class Temperature implements Resumable {
    private static final double BETA1 = 0.9;
    private static final double BETA2 = 0.999;
    private static final double EPSILON = 1e-8;

    private final boolean learnt;
    private final double targetEntropy;
    private double alpha;
    private double logAlpha;
    private double mean;
    private double spread;
    private long steps;

    Temperature(double alpha, boolean learnt, double targetEntropy) {
        this.alpha = alpha;
        this.learnt = learnt;
        this.targetEntropy = targetEntropy;
        logAlpha = Math.log(alpha);
    }

    float alpha() {
        return (float) alpha;
    }

    /// One step down J(α) = −log α · (log π + H̄), the form whose gradient Stable-Baselines3 follows.
    ///
    /// @param entropy of the policy on a batch, in nats
    void improve(double entropy, double learningRate) {
        if (!learnt) {
            return;
        }
        double gradient = entropy - targetEntropy;
        steps++;
        mean = BETA1 * mean + (1 - BETA1) * gradient;
        spread = BETA2 * spread + (1 - BETA2) * gradient * gradient;
        double correctedMean = mean / (1 - Math.pow(BETA1, (double) steps));
        double correctedSpread = spread / (1 - Math.pow(BETA2, (double) steps));
        logAlpha -= learningRate * correctedMean / (Math.sqrt(correctedSpread) + EPSILON);
        alpha = Math.exp(logAlpha);
    }

    @Override
    public void save(StateWriter to) {
        to.doubles("adam", new double[] {logAlpha, mean, spread});
        to.real("alpha", alpha);
        to.number("steps", steps);
    }

    @Override
    public void load(StateReader from) {
        double[] adam = from.doubles("adam");
        logAlpha = adam[0];
        mean = adam[1];
        spread = adam[2];
        alpha = from.real("alpha");
        steps = from.number("steps");
    }
}
