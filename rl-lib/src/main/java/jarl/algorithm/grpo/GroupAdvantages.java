package jarl.algorithm.grpo;

import jarl.experience.Rollout;
import jarl.experience.Trajectories;

/// How much better an episode, or each of its steps, came off than its group.
final class GroupAdvantages {
    private static final double EPSILON = 1e-4;

    private GroupAdvantages() {}

    /// Sets the advantage of each step: its score less the mean of its group's, over their (unbiased) deviation plus
    /// 1e-4. The score is the episode's return, or where [GrpoConfig#perStep] says so the reward to go of the step. A
    /// group of equals gets 0.
    ///
    /// @see <a href="https://arxiv.org/abs/2402.03300">Shao et al. (2024), section 4.1.2</a>
    static void estimate(Trajectories episodes, GrpoConfig config) {
        for (int first = 0, next; first < episodes.count(); first = next) {
            next = first + 1;
            while (next < episodes.count() && episodes.group(next) == episodes.group(first)) {
                next++;
            }
            if (config.perStep()) {
                byRewardToGo(episodes, first, next, config);
            } else {
                byReturn(episodes, first, next, config);
            }
        }
    }

    private static void byReturn(Trajectories episodes, int first, int next, GrpoConfig config) {
        double[] scores = new double[next - first];
        for (int k = first; k < next; k++) {
            scores[k - first] = episodes.episodeReturn(k);
        }
        relate(scores, config.normalizeStd());
        for (int k = first; k < next; k++) {
            for (int i = episodes.first(k); i < episodes.end(k); i++) {
                episodes.steps().advantage(i, (float) scores[k - first]);
            }
        }
    }

    private static void byRewardToGo(Trajectories episodes, int first, int next, GrpoConfig config) {
        Rollout steps = episodes.steps();
        int from = episodes.first(first);
        double[] scores = new double[episodes.end(next - 1) - from];
        for (int k = first; k < next; k++) {
            double toGo = 0;
            for (int i = episodes.end(k) - 1; i >= episodes.first(k); i--) {
                toGo = steps.reward(i) + config.gamma() * toGo;
                scores[i - from] = toGo;
            }
        }
        relate(scores, config.normalizeStd());
        for (int i = 0; i < scores.length; i++) {
            steps.advantage(from + i, (float) scores[i]);
        }
    }

    /// Less their mean, and over their deviation where that is asked for.
    private static void relate(double[] scores, boolean overDeviation) {
        double mean = 0;
        for (double score : scores) {
            mean += score / scores.length;
        }
        double squares = 0;
        for (int i = 0; i < scores.length; i++) {
            scores[i] -= mean;
            squares += scores[i] * scores[i];
        }
        double deviation = scores.length < 2 ? 0 : Math.sqrt(squares / (scores.length - 1));
        for (int i = 0; overDeviation && i < scores.length; i++) {
            scores[i] /= deviation + EPSILON;
        }
    }
}
