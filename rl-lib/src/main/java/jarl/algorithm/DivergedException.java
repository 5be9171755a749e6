package jarl.algorithm;

import jarl.network.Layout;
import jarl.network.Network;
import jarl.network.Rows;
import java.util.Arrays;

/// A loss or a gradient is not a number any more. The parameters are those from before the step.
public class DivergedException extends RuntimeException {
    private static final long serialVersionUID = 1;
    private static final int NONE = -1;

    public DivergedException(String message) {
        super(message);
    }

    private DivergedException(String message, RuntimeException cause) {
        super(message, cause);
    }

    /// Says what went wrong first, in the rows that the network was given last and in the gradient that they give.
    ///
    /// @param norm  of the gradient
    /// @param batch which it was: `batch 3 of this iteration`
    /// @param x     the rows that went in
    /// @param dy    what the rule put on the outputs
    public static DivergedException of(float norm, String batch, Network network, Rows x, Rows dy) {
        int input = firstRow(x);
        int loss = firstRow(dy);
        String where = input != NONE
                ? "; the observation of its row " + input + " is not finite"
                : loss != NONE ? "; the loss of its row " + loss + " is not finite" : "";
        return new DivergedException("The gradient is " + norm + " on " + batch + " (" + x.count() + " rows), first in "
                + firstParameter(network, dy) + where + ". No step was made. Look for a reward or observation that is not"
                + " finite, or lower trainer.learning_rate.");
    }

    /// Says why no action could be drawn.
    ///
    /// @param observations a row for each environment
    public static DivergedException acting(Rows observations, IllegalStateException noDistribution) {
        int world = firstRow(observations);
        return new DivergedException(
                world == NONE
                        ? String.valueOf(noDistribution.getMessage())
                        : "Environment " + world + " gave an observation that is not finite: "
                                + Arrays.toString(Arrays.copyOfRange(
                                        observations.data(),
                                        world * observations.width(),
                                        (world + 1) * observations.width())),
                noDistribution);
    }

    /// The same, when it is known when.
    ///
    /// @param iteration the one that failed
    /// @param steps     environment steps taken before it
    public DivergedException during(long iteration, long steps) {
        return new DivergedException("Iteration " + iteration + " (from step " + steps + "): " + getMessage(), this);
    }

    private static int firstRow(Rows rows) {
        for (int i = 0; i < rows.count() * rows.width(); i++) {
            if (!Float.isFinite(rows.data()[i])) {
                return i / rows.width();
            }
        }
        return NONE;
    }

    /// The optimizer has forgotten the gradient, so it is reckoned once more.
    private static String firstParameter(Network network, Rows dy) {
        float[] gradient = new float[network.layout().size()];
        network.backward(dy, null);
        network.gradient(gradient);
        network.clearGradient();
        for (Layout.Parameter parameter : network.layout().parameters()) {
            for (int i = 0; i < parameter.size(); i++) {
                if (!Float.isFinite(gradient[parameter.offset() + i])) {
                    return parameter.name();
                }
            }
        }
        return "none alone: together they are too large";
    }
}
