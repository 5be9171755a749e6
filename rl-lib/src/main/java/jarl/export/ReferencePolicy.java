package jarl.export;

import jarl.network.Activation;
import jarl.network.Layout;
import jarl.network.NetworkSpec;
import jarl.network.Tower;
import jarl.run.checkpoint.PolicySpec;
import jarl.run.checkpoint.SavedPolicy;
import jarl.space.Box;
import jarl.space.Discrete;
import jarl.space.MultiDiscrete;
import jarl.space.Space;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;

/// A policy reckoned in double precision, one observation at a time, in the plainest loops: what an export is measured
/// against. It draws nothing; its action is the greedy one.
public final class ReferencePolicy {
    private static final double LEAST_LOG_STD = -20; // as the squashed Gaussian head holds it
    private static final double GREATEST_LOG_STD = 2;

    private final PolicySpec spec;
    private final NetworkSpec network;
    private final Map<String, double[]> parameters = new HashMap<>();

    public ReferencePolicy(SavedPolicy policy) {
        spec = policy.spec();
        network = spec.network();
        float[] flat = policy.parameters();
        for (Layout.Parameter parameter : network.layout().parameters()) {
            double[] values = new double[parameter.size()];
            Arrays.setAll(values, i -> flat[parameter.offset() + i]);
            parameters.put(parameter.name(), values);
        }
    }

    /// The outputs that [OnnxModel] documents, by name.
    ///
    /// @param observation an element of the observation space, shape `[width]`
    public SequencedMap<String, double[]> answer(float[] observation) {
        double[] row = outputs(observation);
        int begin = spec.column();
        double[] head = Arrays.copyOfRange(row, begin, begin + spec.width());

        var answer = new LinkedHashMap<String, double[]>();
        switch (spec.head()) {
            case CATEGORICAL, MULTI_CATEGORICAL -> {
                answer.put(OnnxModel.LOGITS, head);
                answer.put(OnnxModel.ACTION, greatest(head, spec.actions()));
            }
            case GAUSSIAN -> {
                double[] means = half(head, 0);
                answer.put(OnnxModel.MEAN, means);
                answer.put(OnnxModel.LOG_STD, half(head, 1));
                answer.put(OnnxModel.ACTION, clipped(means, (Box) spec.actions()));
            }
            case SQUASHED_GAUSSIAN -> {
                double[] means = half(head, 0);
                answer.put(OnnxModel.MEAN, means);
                answer.put(OnnxModel.LOG_STD, Arrays.stream(half(head, 1))
                        .map(logStd -> Math.clamp(logStd, LEAST_LOG_STD, GREATEST_LOG_STD))
                        .toArray());
                answer.put(OnnxModel.ACTION, scaled(means, (Box) spec.actions()));
            }
            case VALUES -> {
                answer.put(OnnxModel.VALUES, head);
                answer.put(OnnxModel.ACTION, greatest(head, spec.actions()));
            }
            case DUELING_VALUES -> {
                double[] values = dueling(head);
                answer.put(OnnxModel.VALUES, values);
                answer.put(OnnxModel.ACTION, greatest(values, spec.actions()));
            }
        }
        if (spec.hasCritic()) {
            answer.put(OnnxModel.VALUE, new double[] {row[network.column("critic")]});
        }
        return answer;
    }

    /// The network's raw output row, shape `[network.outputs()]`.
    public double[] outputs(float[] observation) {
        double[] torso = normalized(encoded(observation));
        for (int layer = 0; layer < network.torso().size(); layer++) {
            torso = activated(dense("torso." + layer, torso));
        }
        double[] row = new double[network.outputs()];
        for (Tower tower : network.towers()) {
            double[] block = tower.constant() ? values(tower.name()) : tower(tower, torso);
            System.arraycopy(block, 0, row, network.column(tower.name()), block.length);
        }
        return row;
    }

    private double[] tower(Tower tower, double[] torso) {
        double[] x = torso;
        for (int layer = 0; layer < tower.hidden().size(); layer++) {
            x = activated(dense(tower.name() + "." + layer, x));
        }
        return dense(tower.name() + "." + tower.hidden().size(), x);
    }

    private double[] encoded(float[] observation) {
        if (!spec.oneHot()) {
            double[] row = new double[observation.length];
            Arrays.setAll(row, i -> observation[i]);
            return row;
        }
        double[] row = new double[network.inputs()];
        int[] sizes = sizes(spec.observations());
        int begin = 0;
        for (int i = 0; i < sizes.length; i++) {
            row[begin + (int) observation[i]] = 1;
            begin += sizes[i];
        }
        return row;
    }

    private double[] normalized(double[] row) {
        PolicySpec.Normalizer how = spec.normalizer();
        if (how == null) {
            return row;
        }
        double[] normalized = new double[row.length];
        Arrays.setAll(normalized, i -> Math.clamp(
                (row[i] - how.mean()[i]) / Math.sqrt(how.variance()[i] + how.epsilon()), -how.clip(), how.clip()));
        return normalized;
    }

    private double[] dense(String layer, double[] x) {
        double[] weight = values(layer + ".weight");
        double[] y = values(layer + ".bias").clone();
        for (int out = 0; out < y.length; out++) {
            for (int in = 0; in < x.length; in++) {
                y[out] += weight[out * x.length + in] * x[in];
            }
        }
        return y;
    }

    private double[] values(String name) {
        return Objects.requireNonNull(parameters.get(name), name);
    }

    private double[] activated(double[] sums) {
        return Arrays.stream(sums).map(sum -> activated(network.activation(), sum)).toArray();
    }

    private static double activated(Activation activation, double sum) {
        return switch (activation) {
            case TANH -> Math.tanh(sum);
            case RELU -> Math.max(sum, 0);
            case LEAKY_RELU -> sum < 0 ? 0.01 * sum : sum;
            case SIGMOID -> 1 / (1 + Math.exp(-sum));
            case LINEAR -> sum;
        };
    }

    private static double[] half(double[] head, int which) {
        int k = head.length / 2;
        return Arrays.copyOfRange(head, which * k, (which + 1) * k);
    }

    private static double[] dueling(double[] head) {
        double[] advantages = Arrays.copyOfRange(head, 1, head.length);
        double mean = Arrays.stream(advantages).average().orElseThrow();
        return Arrays.stream(advantages).map(advantage -> head[0] + advantage - mean).toArray();
    }

    /// The first greatest entry of each choice's block.
    private static double[] greatest(double[] scores, Space actions) {
        int[] sizes = sizes(actions);
        double[] choices = new double[sizes.length];
        int begin = 0;
        for (int i = 0; i < sizes.length; i++) {
            int best = 0;
            for (int c = 1; c < sizes[i]; c++) {
                best = scores[begin + c] > scores[begin + best] ? c : best;
            }
            choices[i] = best;
            begin += sizes[i];
        }
        return choices;
    }

    private static double[] clipped(double[] means, Box box) {
        double[] action = new double[means.length];
        Arrays.setAll(action, i -> Math.clamp(means[i], box.low()[i], box.high()[i]));
        return action;
    }

    private static double[] scaled(double[] means, Box box) {
        double[] action = new double[means.length];
        Arrays.setAll(action, i -> {
            double low = box.low()[i];
            return low + (box.high()[i] - low) * (Math.tanh(means[i]) + 1) / 2;
        });
        return action;
    }

    /// Possibilities of each choice.
    static int[] sizes(Space space) {
        return switch (space) {
            case Discrete discrete -> new int[] {discrete.n()};
            case MultiDiscrete several -> several.sizes();
            case Box box -> throw new IllegalArgumentException("There are no choices in " + box);
        };
    }
}
