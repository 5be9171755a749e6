package jarl.algorithm.dpo;

import jarl.algorithm.dpo.Pairs.Pair;
import jarl.experience.Rollout;
import jarl.experience.Trajectories;

/// The loss of Rafailov et al. (2023), eq. 7, on sums over two episodes, L = −log σ(β(Σ⁺ log π/π_ref − Σ⁻ log π/π_ref)),
/// and its mean over the pairs of one pass.
final class PreferenceLoss {
    private final int pairs;
    private double loss;
    private double margin;
    private double accuracy;

    /// @param pairs of the whole pass
    PreferenceLoss(int pairs) {
        this.pairs = pairs;
    }

    /// Notes the loss of one pair, and sets as the advantage of each of its steps how much that step's ∇log π should be
    /// followed: βσ(−margin)/n for the chosen episode, the opposite for the rejected one.
    ///
    /// @param episodes  whose recorded log-probabilities are the reference's
    /// @param logProbs  log π of each step, now
    /// @param batchSize n, pairs of this gradient step
    void compare(Trajectories episodes, Pair pair, float[] logProbs, double beta, int batchSize) {
        double ahead =
                beta * (logRatio(episodes, pair.chosen(), logProbs) - logRatio(episodes, pair.rejected(), logProbs));
        float pull = (float) (beta / (1 + Math.exp(ahead)) / batchSize);
        setAdvantage(episodes, pair.chosen(), pull);
        setAdvantage(episodes, pair.rejected(), -pull);

        loss += softplus(-ahead) / pairs;
        margin += ahead / pairs;
        accuracy += ahead > 0 ? 1.0 / pairs : 0;
    }

    /// Σ log π/π_ref over an episode's steps.
    private static double logRatio(Trajectories episodes, int episode, float[] logProbs) {
        Rollout steps = episodes.steps();
        double sum = 0;
        for (int i = episodes.first(episode); i < episodes.end(episode); i++) {
            sum += logProbs[i] - steps.logProb(i);
        }
        return sum;
    }

    private static void setAdvantage(Trajectories episodes, int episode, float advantage) {
        for (int i = episodes.first(episode); i < episodes.end(episode); i++) {
            episodes.steps().advantage(i, advantage);
        }
    }

    /// log(1 + eˣ), without overflow.
    private static double softplus(double x) {
        return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
    }

    double loss() {
        return loss;
    }

    /// Mean of β(Σ⁺ − Σ⁻): how far the chosen are ahead.
    double margin() {
        return margin;
    }

    /// Share of the pairs whose chosen one is ahead.
    double accuracy() {
        return accuracy;
    }
}
