package jarl.algorithm.sac;

import jarl.state.Resumable;
import jarl.state.StateReader;
import jarl.state.StateWriter;
import java.util.LinkedHashMap;
import java.util.Map;

/// What SAC is watched by: means over the gradient steps since the last row, which may reach across an interrupt.
final class SacMeasures implements Resumable {
    private long updates;
    private double policyLoss;
    private double valueLoss;
    private double qValue;
    private double entropy;

    /// Notes the means over the batch of one gradient step of the critics.
    void noteCritics(double meanLoss, double meanQValue) {
        valueLoss += meanLoss;
        qValue += meanQValue;
    }

    /// Notes the means over the batch of one gradient step of the actor.
    void noteActor(double meanLoss, double meanEntropy) {
        updates++;
        policyLoss += meanLoss;
        entropy += meanEntropy;
    }

    /// The row, and a new beginning. Without a gradient step there is nothing to say of losses.
    Map<String, Double> end(double entCoef, double learningRate) {
        Map<String, Double> measures = new LinkedHashMap<>();
        if (updates > 0) {
            measures.put("policy_loss", policyLoss / updates);
            measures.put("value_loss", valueLoss / updates);
            measures.put("q_value", qValue / updates);
            measures.put("entropy", entropy / updates);
        }
        measures.put("ent_coef", entCoef);
        measures.put("learning_rate", learningRate);
        updates = 0;
        policyLoss = 0;
        valueLoss = 0;
        qValue = 0;
        entropy = 0;
        return measures;
    }

    @Override
    public void save(StateWriter to) {
        to.number("updates", updates);
        to.doubles("sums", new double[] {policyLoss, valueLoss, qValue, entropy});
    }

    @Override
    public void load(StateReader from) {
        updates = from.number("updates");
        double[] sums = from.doubles("sums");
        policyLoss = sums[0];
        valueLoss = sums[1];
        qValue = sums[2];
        entropy = sums[3];
    }
}
