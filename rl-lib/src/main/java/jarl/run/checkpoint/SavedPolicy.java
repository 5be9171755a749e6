package jarl.run.checkpoint;

import jarl.env.NormalizedObservations;
import jarl.env.NumpyRandom;
import jarl.env.RunningStatistics;
import jarl.env.VectorEnvironment;
import jarl.env.Wrappers;
import jarl.network.Encoding;
import jarl.network.Engine;
import jarl.network.Layout;
import jarl.network.Network;
import jarl.network.Policy;
import jarl.space.Space;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A policy as a file has it: what it is, and its parameters. One safetensors file is enough to act with it.
///
/// Tensors are the parameters under the names of [Layout] (`actor.0.weight`, F32, `[out, in]`), and
/// `normalizer.mean` and `normalizer.variance` (F64, `[inputs]`) where observations are normalised. The metadata are
/// `format` (`jarl.policy`), `version`, `head`, and in JSON `network`, `observation_space`, `action_space` and
/// `normalizer` (`epsilon`, `clip`).
///
/// @param parameters the flat vector, shape `[spec.network().layout().size()]`
public record SavedPolicy(PolicySpec spec, float[] parameters) {
    private static final String FORMAT = "jarl.policy";
    private static final String MEAN = "normalizer.mean";
    private static final String VARIANCE = "normalizer.variance";

    /// What of a normalizer stands in the metadata.
    private record Bounds(double epsilon, double clip) {}

    public SavedPolicy {
        int size = spec.network().layout().size();
        if (parameters.length != size) {
            throw new IllegalArgumentException(
                    "The network has " + size + " parameters, but " + parameters.length + " were given");
        }
        parameters = parameters.clone();
    }

    @Override
    public float[] parameters() {
        return parameters.clone();
    }

    /// A policy as it is now, with what it needs to see raw observations.
    ///
    /// @param environment that it acts in
    public static SavedPolicy of(Policy policy, VectorEnvironment environment) {
        Network network = policy.network();
        float[] parameters = new float[network.layout().size()];
        network.parameters(parameters);
        NormalizedObservations seen = Wrappers.find(environment, NormalizedObservations.class);
        Space observations = seen == null ? environment.observationSpace() : seen.inner().observationSpace();
        var spec = new PolicySpec(
                network.spec(),
                observations,
                environment.actionSpace(),
                HeadKind.of(policy.head()),
                seen == null ? null : normalizer(seen));
        return new SavedPolicy(spec, parameters);
    }

    private static PolicySpec.Normalizer normalizer(NormalizedObservations seen) {
        RunningStatistics statistics = seen.statistics();
        double[] mean = new double[statistics.width()];
        double[] variance = new double[statistics.width()];
        for (int column = 0; column < mean.length; column++) {
            mean[column] = statistics.mean(column);
            variance[column] = statistics.variance(column);
        }
        return new PolicySpec.Normalizer(mean, variance, NormalizedObservations.EPSILON, seen.clip());
    }

    /// The policy on an engine, for raw observations. Closing the engine ends it.
    public Policy on(Engine engine) {
        Network network = engine.network(spec.network(), NumpyRandom.seeded(0));
        network.load(parameters);
        Encoding encoding = Encoding.of(spec.observations());
        PolicySpec.Normalizer by = spec.normalizer();
        Encoding seen = by == null
                ? encoding
                : encoding.normalizing(
                        new Encoding.Normalization(by.mean(), by.variance(), by.epsilon(), by.clip()));
        return new Policy(network, seen, spec.newHead());
    }

    public void writeTo(OutputStream out) throws IOException {
        var metadata = new LinkedHashMap<String, String>();
        metadata.put("format", FORMAT);
        metadata.put("version", "1");
        metadata.putAll(spec.words());

        var tensors = new LinkedHashMap<String, Tensor>();
        for (Layout.Parameter parameter : spec.network().layout().parameters()) {
            float[] values =
                    Arrays.copyOfRange(parameters, parameter.offset(), parameter.offset() + parameter.size());
            tensors.put(parameter.name(), Tensor.of(values, parameter.shape()));
        }
        PolicySpec.Normalizer normalizer = spec.normalizer();
        if (normalizer != null) {
            metadata.put("normalizer", PolicyJson.write(new Bounds(normalizer.epsilon(), normalizer.clip())));
            tensors.put(MEAN, Tensor.of(normalizer.mean(), normalizer.mean().length));
            tensors.put(VARIANCE, Tensor.of(normalizer.variance(), normalizer.variance().length));
        }
        new Safetensors(metadata, tensors).writeTo(out);
    }

    /// Reads a policy file.
    ///
    /// @throws CheckpointException if the file is missing, damaged or holds something else
    public static SavedPolicy read(Path file) {
        Safetensors content = Safetensors.read(file);
        if (!FORMAT.equals(content.metadata().get("format"))) {
            throw new CheckpointException(file + " is a safetensors file, but not a policy of Jarl");
        }
        if (!"1".equals(content.metadata().get("version"))) {
            throw new CheckpointException(file + " has format version "
                    + content.metadata().get("version") + "; this Jarl reads version 1");
        }
        try {
            return of(content);
        } catch (IllegalArgumentException wrong) {
            throw new CheckpointException(file + " does not describe a policy: " + wrong.getMessage(), wrong);
        }
    }

    private static SavedPolicy of(Safetensors content) {
        Space observations = PolicyJson.space(word(content, "observation_space"));
        Space actions = PolicyJson.space(word(content, "action_space"));
        HeadKind head = HeadKind.named(word(content, "head"));
        var network = PolicyJson.network(word(content, "network"));
        var spec = new PolicySpec(network, observations, actions, head, normalizer(content));

        Layout layout = network.layout();
        float[] parameters = new float[layout.size()];
        for (Layout.Parameter parameter : layout.parameters()) {
            Tensor tensor = tensor(content, parameter.name(), Tensor.Type.F32, parameter.shape());
            System.arraycopy(tensor.floats(), 0, parameters, parameter.offset(), parameter.size());
        }
        int known = layout.parameters().size() + (spec.normalizer() == null ? 0 : 2);
        if (content.tensors().size() != known) {
            throw new IllegalArgumentException(
                    "it holds " + content.tensors().size() + " tensors, where its network has " + known);
        }
        return new SavedPolicy(spec, parameters);
    }

    private static PolicySpec.@Nullable Normalizer normalizer(Safetensors content) {
        if (!content.metadata().containsKey("normalizer")) {
            return null;
        }
        Bounds bounds = PolicyJson.read(word(content, "normalizer"), Bounds.class);
        Tensor mean = content.tensors().get(MEAN);
        int[] shape = mean == null ? new int[] {0} : mean.shape();
        return new PolicySpec.Normalizer(
                tensor(content, MEAN, Tensor.Type.F64, shape).doubles(),
                tensor(content, VARIANCE, Tensor.Type.F64, shape).doubles(),
                bounds.epsilon(),
                bounds.clip());
    }

    private static String word(Safetensors content, String key) {
        String word = content.metadata().get(key);
        if (word == null) {
            throw new IllegalArgumentException("its metadata lack " + key);
        }
        return word;
    }

    private static Tensor tensor(Safetensors content, String name, Tensor.Type type, int[] shape) {
        Tensor tensor = content.tensors().get(name);
        if (tensor == null || tensor.type() != type || !Arrays.equals(tensor.shape(), shape)) {
            throw new IllegalArgumentException("it should hold " + name + " as " + type + Arrays.toString(shape)
                    + ", but holds " + (tensor == null ? "none" : tensor.toString()));
        }
        return tensor;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SavedPolicy that
                && spec.equals(that.spec)
                && Arrays.equals(parameters, that.parameters);
    }

    @Override
    public int hashCode() {
        return 31 * spec.hashCode() + Arrays.hashCode(parameters);
    }

    @Override
    public String toString() {
        return "SavedPolicy[" + spec + ", " + parameters.length + " parameters]";
    }
}
