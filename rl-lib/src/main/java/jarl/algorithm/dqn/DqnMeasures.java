package jarl.algorithm.dqn;

import jarl.network.Outputs;
import jarl.state.Resumable;
import jarl.state.StateReader;
import jarl.state.StateWriter;
import java.util.LinkedHashMap;
import java.util.Map;

/// What DQN is watched by: means over the gradient steps since the last row, which may reach across an interrupt.
final class DqnMeasures implements Resumable {
    private long updates;
    private double loss;
    private double tdError;
    private double qValue;

    /// Notes one gradient step.
    ///
    /// @param now      Q(s, a) of each step of the batch, before the gradient step
    /// @param tdErrors δ of each
    void note(Outputs now, float[] tdErrors) {
        double losses = 0;
        double errors = 0;
        double values = 0;
        for (int i = 0; i < tdErrors.length; i++) {
            double error = Math.abs(tdErrors[i]);
            losses += error <= 1 ? 0.5 * error * error : error - 0.5; // Huber
            errors += error;
            values += now.value(i);
        }
        updates++;
        loss += losses / tdErrors.length;
        tdError += errors / tdErrors.length;
        qValue += values / tdErrors.length;
    }

    /// The row, and a new beginning. Without a gradient step there is nothing to say of losses.
    Map<String, Double> end(double epsilon, double learningRate) {
        Map<String, Double> measures = new LinkedHashMap<>();
        if (updates > 0) {
            measures.put("loss", loss / updates);
            measures.put("td_error", tdError / updates);
            measures.put("q_value", qValue / updates);
        }
        measures.put("epsilon", epsilon);
        measures.put("learning_rate", learningRate);
        updates = 0;
        loss = 0;
        tdError = 0;
        qValue = 0;
        return measures;
    }

    @Override
    public void save(StateWriter to) {
        to.number("updates", updates);
        to.doubles("sums", new double[] {loss, tdError, qValue});
    }

    @Override
    public void load(StateReader from) {
        updates = from.number("updates");
        double[] sums = from.doubles("sums");
        loss = sums[0];
        tdError = sums[1];
        qValue = sums[2];
    }
}
