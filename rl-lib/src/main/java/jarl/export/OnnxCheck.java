package jarl.export;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import jarl.run.checkpoint.SavedPolicy;
import jarl.space.Box;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Lets ONNX Runtime answer observations, and measures how far it is from [ReferencePolicy].
final class OnnxCheck {
    /// Of an output, relative to the greatest one of its kind (at least 1). Single precision loses about 1e-6 of a
    /// number in a network of a few layers; a wrong graph is off by the number itself.
    private static final double TOLERANCE = 1e-4;

    private final SavedPolicy policy;
    private final OnnxOptions options;
    private final List<float[]> observations;

    OnnxCheck(SavedPolicy policy, OnnxOptions options, List<float[]> observations) {
        this.policy = policy;
        this.options = options;
        this.observations = observations;
    }

    /// @return the greatest absolute difference of any output
    /// @throws ExportException if one is beyond the tolerance, or the model does not run
    double difference(byte[] model) {
        OrtEnvironment runtime = runtime();
        try (var settings = new OrtSession.SessionOptions()) {
            settings.setIntraOpNumThreads(1);
            settings.setInterOpNumThreads(1);
            try (OrtSession session = runtime.createSession(model, settings)) {
                return compare(answers(runtime, session));
            }
        } catch (OrtException failure) {
            throw new ExportException("ONNX Runtime does not run the exported model: " + failure.getMessage(), failure);
        }
    }

    private static OrtEnvironment runtime() {
        try {
            return OrtEnvironment.getEnvironment("jarl");
        } catch (LinkageError | IllegalStateException missing) {
            throw new ExportException(
                    "ONNX Runtime's native library cannot be loaded on this machine, so no export can be checked: "
                            + missing.getMessage(),
                    missing);
        }
    }

    /// What the model says to each observation, by output.
    private Map<String, double[][]> answers(OrtEnvironment runtime, OrtSession session) throws OrtException {
        int count = observations.size();
        int atOnce = options.form() instanceof OnnxOptions.Single ? 1 : count - 1; // and one more alone
        var answers = new LinkedHashMap<String, double[][]>();
        for (int begin = 0; begin < count; begin += atOnce) {
            List<float[]> batch = observations.subList(begin, Math.min(count, begin + atOnce));
            Map<String, OnnxTensor> inputs = inputs(runtime, batch);
            try (OrtSession.Result result = session.run(inputs)) {
                for (Map.Entry<String, OnnxValue> output : result) {
                    double[][] rows = answers.computeIfAbsent(output.getKey(), name -> new double[count][]);
                    System.arraycopy(rows((OnnxTensor) output.getValue(), batch.size()), 0, rows, begin, batch.size());
                }
            } finally {
                inputs.values().forEach(OnnxTensor::close);
            }
        }
        return answers;
    }

    private Map<String, OnnxTensor> inputs(OrtEnvironment runtime, List<float[]> batch) throws OrtException {
        int width = policy.spec().observations().width();
        var inputs = new LinkedHashMap<String, OnnxTensor>();
        switch (options.form()) {
            case OnnxOptions.Batched() ->
                    inputs.put(OnnxModel.OBSERVATION, tensor(runtime, batch, 0, width, batch.size(), width));
            case OnnxOptions.Single() -> inputs.put(OnnxModel.OBSERVATION, tensor(runtime, batch, 0, width, width));
            case OnnxOptions.Godot godot -> {
                inputs.put(OnnxModel.GODOT_STATE, tensor(runtime, batch, 0, 1, batch.size()));
                int begin = 0;
                for (var key : OnnxModel.godotKeys(godot, width).entrySet()) {
                    int end = begin + key.getValue();
                    inputs.put(key.getKey(), tensor(runtime, batch, begin, end, batch.size(), end - begin));
                    begin = end;
                }
            }
        }
        return inputs;
    }

    /// The columns `[begin, end)` of some observations.
    private static OnnxTensor tensor(
            OrtEnvironment runtime, List<float[]> batch, int begin, int end, long... shape) throws OrtException {
        FloatBuffer values = FloatBuffer.allocate(batch.size() * (end - begin));
        batch.forEach(observation -> values.put(observation, begin, end - begin));
        return OnnxTensor.createTensor(runtime, values.flip(), shape);
    }

    private static double[][] rows(OnnxTensor tensor, int count) {
        @Nullable FloatBuffer floats = tensor.getFloatBuffer();
        @Nullable LongBuffer longs = tensor.getLongBuffer();
        int width = (floats != null ? floats.remaining() : longs.remaining()) / count;
        double[][] rows = new double[count][width];
        for (int i = 0; i < count * width; i++) {
            rows[i / width][i % width] = floats != null ? floats.get(i) : longs.get(i);
        }
        return rows;
    }

    private double compare(Map<String, double[][]> answers) {
        var reference = new ReferencePolicy(policy);
        var differences = new LinkedHashMap<String, double[]>(); // by output: greatest difference, greatest number
        for (int i = 0; i < observations.size(); i++) {
            float[] observation = observations.get(i);
            Map<String, double[]> expected = expected(reference, observation);
            for (String output : expected.keySet()) {
                double[][] rows = answers.get(output);
                double[] wanted = Objects.requireNonNull(expected.get(output));
                if (rows == null || rows[i].length != wanted.length) {
                    throw new ExportException("The exported model has no output " + output + " of width "
                            + wanted.length + ". No file was left");
                }
                boolean choice = isChoice(output);
                measure(
                        choice ? scores(expected, rows[i]) : rows[i],
                        choice ? scores(expected, wanted) : wanted,
                        differences.computeIfAbsent(output, name -> new double[] {0, 1}));
            }
        }
        return greatest(differences);
    }

    /// The reference's answer under the names of this form.
    private Map<String, double[]> expected(ReferencePolicy reference, float[] observation) {
        Map<String, double[]> answer = reference.answer(observation);
        if (!(options.form() instanceof OnnxOptions.Godot)) {
            return answer;
        }
        double[] output = Objects.requireNonNull(answer.get(OnnxModel.godotOutput(policy.spec().head())));
        return Map.of(
                OnnxModel.GODOT_OUTPUT, output,
                OnnxModel.GODOT_STATE_OUT, new double[] {observation[0]});
    }

    private boolean isChoice(String output) {
        return output.equals(OnnxModel.ACTION) && !(policy.spec().actions() instanceof Box);
    }

    /// The reference's scores of some choices: two that score alike may both be the greatest.
    private double[] scores(Map<String, double[]> expected, double[] choices) {
        double[] scores = Objects.requireNonNull(expected.get(OnnxModel.godotOutput(policy.spec().head())));
        int[] sizes = ReferencePolicy.sizes(policy.spec().actions());
        double[] chosen = new double[sizes.length];
        int begin = 0;
        for (int i = 0; i < sizes.length; i++) {
            chosen[i] = scores[begin + (int) choices[i]];
            begin += sizes[i];
        }
        return chosen;
    }

    private static void measure(double[] found, double[] expected, double[] difference) {
        for (int i = 0; i < found.length; i++) {
            double off = Math.abs(found[i] - expected[i]);
            difference[0] = off <= difference[0] ? difference[0] : off; // NaN counts as far off
            difference[1] = Math.max(difference[1], Math.abs(expected[i]));
        }
    }

    private static double greatest(Map<String, double[]> differences) {
        double greatest = 0;
        for (var entry : differences.entrySet()) {
            double off = entry.getValue()[0];
            if (!(off <= TOLERANCE * entry.getValue()[1])) {
                throw new ExportException("The exported model's " + entry.getKey() + " is off by " + off
                        + " from the policy it was made of; this is a fault of the export. No file was left");
            }
            greatest = Math.max(greatest, off);
        }
        return greatest;
    }
}
