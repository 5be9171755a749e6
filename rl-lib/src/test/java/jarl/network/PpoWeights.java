package jarl.network;

import jarl.References;
import com.fasterxml.jackson.databind.JsonNode;

/// The weights of PPO's loss in Stable-Baselines3's form, for tests that compare gradients with its own.
final class PpoWeights {
    private final float[] oldLogProb;
    private final float[] advantages;
    private final float[] returns;
    private final float[] oldValues;
    private final double clipRange;
    private final double valueClip;
    private final double entCoef;
    private final double vfCoef;

    private PpoWeights(JsonNode batch, float[] advantages, double valueClip) {
        this.advantages = advantages;
        this.valueClip = valueClip;
        oldLogProb = References.floats(batch.get("old_log_prob"));
        returns = References.floats(batch.get("returns"));
        oldValues = batch.has("old_values") ? References.floats(batch.get("old_values")) : new float[returns.length];
        clipRange = batch.get("clip_range").asDouble();
        entCoef = batch.get("ent_coef").asDouble();
        vfCoef = batch.get("vf_coef").asDouble();
    }

    static PpoWeights of(JsonNode batch) {
        float[] advantages = References.floats(batch.get("advantages"));
        JsonNode clip = batch.path("clip_range_vf");
        boolean asTheyAre = batch.has("normalize_advantage")
                && !batch.get("normalize_advantage").asBoolean();
        return new PpoWeights(
                batch,
                asTheyAre ? advantages : normalized(advantages),
                clip.isNumber() ? clip.asDouble() : Double.POSITIVE_INFINITY);
    }

    private static float[] normalized(float[] values) {
        double mean = 0;
        for (float value : values) {
            mean += value / values.length;
        }
        double squares = 0;
        for (float value : values) {
            squares += (value - mean) * (value - mean);
        }
        double std = Math.sqrt(squares / (values.length - 1));
        float[] normalized = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            normalized[i] = (float) ((values[i] - mean) / (std + 1e-8));
        }
        return normalized;
    }

    void weigh(Outputs now, Weights weights) {
        int n = returns.length;
        for (int i = 0; i < n; i++) {
            double ratio = Math.exp(now.logProb(i) - oldLogProb[i]);
            boolean flat = advantages[i] > 0 ? ratio > 1 + clipRange : ratio < 1 - clipRange;
            double moved = now.value(i) - oldValues[i];
            boolean still = Math.abs(moved) > valueClip;
            double value = still ? oldValues[i] + Math.copySign(valueClip, moved) : now.value(i);
            weights.logProb(i, flat ? 0 : (float) (-advantages[i] * ratio / n));
            weights.value(i, still ? 0 : (float) (2 * vfCoef * (value - returns[i]) / n));
            weights.entropy(i, (float) (-entCoef / n));
        }
    }
}
