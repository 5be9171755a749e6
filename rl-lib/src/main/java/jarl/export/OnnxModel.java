package jarl.export;

import static jarl.export.OnnxGraph.integer;
import static jarl.export.OnnxGraph.integers;
import static jarl.export.OnnxGraph.real;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import jarl.network.Layout;
import jarl.network.NetworkSpec;
import jarl.network.Tower;
import jarl.run.checkpoint.HeadKind;
import jarl.run.checkpoint.PolicySpec;
import jarl.run.checkpoint.SavedPolicy;
import jarl.space.Box;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.SequencedMap;

/// A policy as an ONNX model.
///
/// Input `observation`: an element of the observation space in floats (a choice is its number). Outputs, by head:
///
/// | head | outputs |
/// |---|---|
/// | categorical, multi-categorical | `action_logits` `[batch, choices]`, `action` |
/// | Gaussian | `action_mean`, `action_log_std` `[batch, k]`, `action`: the mean, clipped to the bounds |
/// | squashed Gaussian | the same before tanh; `action`: tanh(mean), scaled to the bounds |
/// | values, dueling values | `action_values` `[batch, choices]`, `action` |
///
/// and `value` `[batch, 1]` where there is a critic. `action` is the greedy one: choices are INT64 `[batch, 1]` (or one
/// column a choice), coordinates are floats `[batch, k]`. The Godot plugin's form has `output` instead of all these:
/// the logits, values, or the action's coordinates. The model's metadata are [PolicySpec#words()].
public final class OnnxModel {
    public static final String OBSERVATION = "observation";
    public static final String LOGITS = "action_logits";
    public static final String MEAN = "action_mean";
    public static final String LOG_STD = "action_log_std";
    public static final String VALUES = "action_values";
    public static final String ACTION = "action";
    public static final String VALUE = "value";

    static final String GODOT_KEY = "obs";
    static final String GODOT_STATE = "state_ins";
    static final String GODOT_STATE_OUT = "state_outs";
    static final String GODOT_OUTPUT = "output";

    private static final int IR_VERSION = 8;

    private final SavedPolicy policy;
    private final PolicySpec spec;
    private final NetworkSpec network;
    private final OnnxOptions options;
    private final OnnxGraph graph = new OnnxGraph();

    private OnnxModel(SavedPolicy policy, OnnxOptions options) {
        this.policy = policy;
        this.spec = policy.spec();
        this.network = spec.network();
        this.options = options;
    }

    /// The file's bytes.
    static byte[] bytes(SavedPolicy policy, OnnxOptions options) {
        return new OnnxModel(policy, options).model().toByteArray();
    }

    /// What of a policy's answer is the plugin's `output`.
    static String godotOutput(HeadKind head) {
        return switch (head) {
            case CATEGORICAL, MULTI_CATEGORICAL -> LOGITS;
            case GAUSSIAN, SQUASHED_GAUSSIAN -> ACTION;
            case VALUES, DUELING_VALUES -> VALUES;
        };
    }

    private ModelProto model() {
        String observation = input();
        outputs(answer(rows(normalized(encoded(observation)))));
        var model = ModelProto.newBuilder()
                .setIrVersion(IR_VERSION)
                .setProducerName("jarl")
                .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("").setVersion(options.opset()))
                .setGraph(graph.build("policy"));
        spec.words().forEach((key, value) -> model.addMetadataProps(
                StringStringEntryProto.newBuilder().setKey(key).setValue(value)));
        return model.build();
    }

    /// The model's inputs, as rows of one observation each.
    private String input() {
        int width = spec.observations().width();
        return switch (options.form()) {
            case OnnxOptions.Batched() -> graph.input(OBSERVATION, true, width);
            case OnnxOptions.Single() ->
                    graph.node("Unsqueeze", graph.input(OBSERVATION, false, width), graph.longs("i0", 0));
            case OnnxOptions.Godot godot -> {
                graph.input(GODOT_STATE, true);
                var inputs = new ArrayList<String>();
                godotKeys(godot, width).forEach((key, size) -> inputs.add(graph.input(key, true, size)));
                yield graph.sideBySide(inputs);
            }
        };
    }

    static SequencedMap<String, Integer> godotKeys(OnnxOptions.Godot godot, int width) {
        var keys = new LinkedHashMap<>(godot.keys());
        if (keys.isEmpty()) {
            keys.put(GODOT_KEY, width);
        }
        int sum = keys.values().stream().mapToInt(Integer::intValue).sum();
        if (sum != width || keys.containsKey(GODOT_STATE)) {
            throw new ExportException("The game's observation " + keys + " has " + sum
                    + " numbers, the policy's has " + width + "; give each key its width, in order");
        }
        return keys;
    }

    private void outputs(SequencedMap<String, Output> answer) {
        switch (options.form()) {
            case OnnxOptions.Batched() -> answer.forEach((name, output) ->
                    graph.output(name, output.rows(), output.type(), true, output.width()));
            case OnnxOptions.Single() -> answer.forEach((name, output) -> graph.output(
                    name,
                    graph.node("Squeeze", output.rows(), graph.longs("i0", 0)),
                    output.type(),
                    false,
                    output.width()));
            case OnnxOptions.Godot godot -> {
                Output output = Objects.requireNonNull(answer.get(godotOutput(spec.head())));
                graph.output(GODOT_OUTPUT, output.rows(), output.type(), true, output.width());
                graph.output(GODOT_STATE_OUT, GODOT_STATE, DataType.FLOAT, true);
            }
        }
    }

    /// Rows that the model gives.
    private record Output(String rows, DataType type, int width) {}

    /// Choices as one-hot columns, where the network wants them so.
    private String encoded(String observation) {
        if (!spec.oneHot()) {
            return observation;
        }
        String numbers = graph.node("Cast", List.of(observation), integer("to", DataType.INT64.getNumber()));
        String offOn = graph.floats("off_on", new float[] {0, 1}, 2);
        int[] sizes = ReferencePolicy.sizes(spec.observations());
        var blocks = new ArrayList<String>();
        for (int i = 0; i < sizes.length; i++) {
            String number = graph.node("Squeeze", graph.columns(numbers, i, i + 1), graph.longs("i1", 1));
            blocks.add(graph.node("OneHot", number, graph.longs("i" + sizes[i], sizes[i]), offOn));
        }
        return graph.sideBySide(blocks);
    }

    private String normalized(String rows) {
        PolicySpec.Normalizer how = spec.normalizer();
        if (how == null) {
            return rows;
        }
        int n = how.mean().length;
        float[] mean = new float[n];
        float[] std = new float[n];
        for (int i = 0; i < n; i++) {
            mean[i] = (float) how.mean()[i];
            std[i] = (float) Math.sqrt(how.variance()[i] + how.epsilon());
        }
        String centred = graph.node("Sub", rows, graph.floats("normalizer.mean", mean, n));
        String scaled = graph.node("Div", centred, graph.floats("normalizer.std", std, n));
        return Double.isFinite(how.clip()) ? clip(scaled, -how.clip(), how.clip()) : scaled;
    }

    private String clip(String rows, double low, double high) {
        return graph.node(
                "Clip",
                rows,
                graph.floats("f" + low, new float[] {(float) low}),
                graph.floats("f" + high, new float[] {(float) high}));
    }

    /// The network's output rows, all towers side by side.
    private String rows(String inputs) {
        String torso = layers("torso", 0, network.torso().size(), inputs);
        var blocks = new ArrayList<String>();
        for (Tower tower : network.towers()) {
            blocks.add(tower.constant() ? constant(tower, inputs) : tower(tower, torso));
        }
        return graph.sideBySide(blocks);
    }

    private String tower(Tower tower, String torso) {
        int last = tower.hidden().size();
        return dense(tower.name() + "." + last, layers(tower.name(), 0, last, torso));
    }

    private String layers(String name, int from, int to, String rows) {
        String x = rows;
        for (int layer = from; layer < to; layer++) {
            x = activated(dense(name + "." + layer, x));
        }
        return x;
    }

    private String dense(String layer, String rows) {
        return graph.node(
                "Gemm",
                List.of(rows, parameter(layer + ".weight"), parameter(layer + ".bias")),
                integer("transB", 1));
    }

    private String parameter(String name) {
        Layout.Parameter parameter = network.layout().parameters().stream()
                .filter(candidate -> candidate.name().equals(name))
                .findFirst()
                .orElseThrow();
        int begin = parameter.offset();
        float[] values = Arrays.copyOfRange(policy.parameters(), begin, begin + parameter.size());
        return graph.floats(name, values, parameter.shape());
    }

    /// The same row as often as there are inputs.
    private String constant(Tower tower, String inputs) {
        String batch = graph.node("Gather", graph.node("Shape", inputs), graph.longs("i0", 0));
        String width = graph.longs("i" + tower.outputs(), tower.outputs());
        String shape = graph.node("Concat", List.of(batch, width), integer("axis", 0));
        return graph.node("Expand", parameter(tower.name()), shape);
    }

    private String activated(String sums) {
        return switch (network.activation()) {
            case TANH -> graph.node("Tanh", sums);
            case RELU -> graph.node("Relu", sums);
            case LEAKY_RELU -> graph.node("LeakyRelu", List.of(sums), real("alpha", 0.01f));
            case SIGMOID -> graph.node("Sigmoid", sums);
            case LINEAR -> sums;
        };
    }

    private SequencedMap<String, Output> answer(String rows) {
        int begin = spec.column();
        int width = spec.width();
        var answer = new LinkedHashMap<String, Output>();
        switch (spec.head()) {
            case CATEGORICAL, MULTI_CATEGORICAL -> choices(LOGITS, graph.columns(rows, begin, begin + width), answer);
            case VALUES -> choices(VALUES, graph.columns(rows, begin, begin + width), answer);
            case DUELING_VALUES -> choices(VALUES, dueling(rows, begin, width), answer);
            case GAUSSIAN, SQUASHED_GAUSSIAN -> coordinates(rows, begin, width / 2, answer);
        }
        if (spec.hasCritic()) {
            int critic = network.column("critic");
            answer.put(VALUE, new Output(graph.columns(rows, critic, critic + 1), DataType.FLOAT, 1));
        }
        return answer;
    }

    private void choices(String name, String scores, SequencedMap<String, Output> answer) {
        int[] sizes = ReferencePolicy.sizes(spec.actions());
        var choices = new ArrayList<String>();
        int begin = 0;
        for (int size : sizes) {
            String block = sizes.length == 1 ? scores : graph.columns(scores, begin, begin + size);
            choices.add(graph.node("ArgMax", List.of(block), integer("axis", 1), integer("keepdims", 1)));
            begin += size;
        }
        answer.put(name, new Output(scores, DataType.FLOAT, begin));
        answer.put(ACTION, new Output(graph.sideBySide(choices), DataType.INT64, sizes.length));
    }

    private String dueling(String rows, int begin, int width) {
        String value = graph.columns(rows, begin, begin + 1);
        String advantages = graph.columns(rows, begin + 1, begin + width);
        String mean = graph.node("ReduceMean", List.of(advantages), integers("axes", 1), integer("keepdims", 1));
        return graph.node("Add", value, graph.node("Sub", advantages, mean));
    }

    private void coordinates(String rows, int begin, int k, SequencedMap<String, Output> answer) {
        Box box = (Box) spec.actions();
        boolean squashed = spec.head() == HeadKind.SQUASHED_GAUSSIAN;
        String mean = graph.columns(rows, begin, begin + k);
        String logStd = graph.columns(rows, begin + k, begin + 2 * k);
        answer.put(MEAN, new Output(mean, DataType.FLOAT, k));
        answer.put(LOG_STD, new Output(squashed ? clip(logStd, -20, 2) : logStd, DataType.FLOAT, k));
        answer.put(ACTION, new Output(squashed ? scaled(mean, box) : clipped(mean, box), DataType.FLOAT, k));
    }

    private String clipped(String mean, Box box) {
        String below = graph.node("Min", mean, graph.floats("action.high", box.high(), box.width()));
        return graph.node("Max", below, graph.floats("action.low", box.low(), box.width()));
    }

    /// Middle of the box plus tanh times half its width.
    private String scaled(String mean, Box box) {
        int k = box.width();
        float[] middle = new float[k];
        float[] half = new float[k];
        for (int i = 0; i < k; i++) {
            middle[i] = (float) ((box.high()[i] + (double) box.low()[i]) / 2);
            half[i] = (float) ((box.high()[i] - (double) box.low()[i]) / 2);
        }
        String stretched = graph.node("Mul", graph.node("Tanh", mean), graph.floats("action.half", half, k));
        return graph.node("Add", stretched, graph.floats("action.middle", middle, k));
    }
}
