package jarl.algorithm.ppo;

import jarl.experience.Batch;
import jarl.experience.Rollout;
import jarl.network.Outputs;
import java.util.LinkedHashMap;
import java.util.Map;

/// What one update of PPO is watched by. Losses, entropy, KL and clipping are means over the steps of the last epoch
/// that was begun: what the policy looks like when it is left.
final class PpoMeasures {
    private double clipRange;
    private double learningRate;
    private int steps;
    private double policyLoss;
    private double valueLoss;
    private double entropy;
    private double kl;
    private double klBefore;
    private int clipped;

    void begin(float clipRange, float learningRate) {
        this.clipRange = clipRange;
        this.learningRate = learningRate;
    }

    void beginEpoch() {
        steps = 0;
        policyLoss = 0;
        valueLoss = 0;
        entropy = 0;
        kl = 0;
        klBefore = 0;
        clipped = 0;
    }

    void note(Batch batch, Outputs now, int i, float ratio) {
        float advantage = batch.advantage(i);
        double bounded = Math.clamp(ratio, 1 - clipRange, 1 + clipRange);
        double error = now.value(i) - batch.valueTarget(i);
        steps++;
        policyLoss -= Math.min(ratio * advantage, bounded * advantage);
        valueLoss += error * error;
        entropy += now.entropy(i);
        kl += ratio - 1 - (now.logProb(i) - batch.logProb(i)); // Schulman's k3
        clipped += Math.abs(ratio - 1) > clipRange ? 1 : 0;
    }

    /// Mean k3 estimate of KL(π_old ‖ π) over the last `n` steps noted.
    double kl(int n) {
        double batch = (kl - klBefore) / n;
        klBefore = kl;
        return batch;
    }

    /// @param rollout with the values that the critic had before the update
    Map<String, Double> end(Rollout rollout) {
        Map<String, Double> measures = new LinkedHashMap<>();
        measures.put("policy_loss", policyLoss / steps);
        measures.put("value_loss", valueLoss / steps);
        measures.put("entropy", entropy / steps);
        measures.put("approx_kl", kl / steps);
        measures.put("clip_fraction", (double) clipped / steps);
        measures.put("explained_variance", rollout.explainedVariance());
        measures.put("learning_rate", learningRate);
        measures.put("clip_range", clipRange);
        return measures;
    }
}
