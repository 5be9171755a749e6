package jarl.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import jarl.network.Activation;
import jarl.network.NetworkSpec;
import jarl.network.Rows;
import jarl.network.Tower;
import jarl.network.java.JavaEngine;
import jarl.run.checkpoint.Checkpoint;
import jarl.run.checkpoint.Checkpoints;
import jarl.run.checkpoint.HeadKind;
import jarl.run.checkpoint.PolicySpec;
import jarl.run.checkpoint.SavedPolicy;
import jarl.run.checkpoint.Snapshot;
import jarl.run.checkpoint.State;
import jarl.space.Box;
import jarl.space.Space;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("An exported policy")
class ExporterTest {
    private static final Space SQUARE = Space.box(new float[] {-1, -2}, new float[] {3, 0.5f});
    private static final Tower CRITIC = Tower.of("critic", List.of(8), 1, 1);

    @TempDir
    Path folder;

    static Stream<SavedPolicy> everyHead() {
        Space plane = Space.box(2, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
        return Stream.of(
                policy(Space.discrete(3), HeadKind.CATEGORICAL, Tower.of("actor", List.of(8), 3, 1), CRITIC),
                policy(Space.discrete(3), HeadKind.CATEGORICAL, CRITIC, Tower.of("actor", List.of(8), 3, 1)),
                policy(Space.multiDiscrete(2, 4, 3), HeadKind.MULTI_CATEGORICAL, Tower.of("actor", List.of(), 9, 1)),
                policy(SQUARE, HeadKind.GAUSSIAN, Tower.of("actor", List.of(8), 2, 1), Tower.constant("log_std", 2, 0)),
                policy(plane, HeadKind.GAUSSIAN, Tower.of("actor", List.of(8), 4, 1), CRITIC),
                policy(SQUARE, HeadKind.SQUASHED_GAUSSIAN, Tower.of("actor", List.of(8), 4, 3)),
                policy(Space.discrete(3), HeadKind.VALUES, Tower.of("q", List.of(8), 3, 1)),
                policy(Space.discrete(3), HeadKind.DUELING_VALUES, Tower.of("q", List.of(8), 4, 1)),
                policy(
                        Space.discrete(3),
                        HeadKind.DUELING_VALUES,
                        Tower.of("value", List.of(4), 1, 1),
                        Tower.of("advantage", List.of(4), 3, 1)));
    }

    static Stream<OnnxOptions> everyForm() {
        return Stream.of(OnnxOptions.batched(), OnnxOptions.single(), OnnxOptions.godot());
    }

    static Stream<Object[]> everyHeadInEveryForm() {
        return everyHead().flatMap(policy -> everyForm().map(options -> new Object[] {policy, options}));
    }

    @ParameterizedTest
    @MethodSource("everyHeadInEveryForm")
    void answersAsThePolicyDoesForEveryHead(SavedPolicy policy, OnnxOptions options) {
        var exported = Exporter.onnx(policy, folder.resolve("exports/policy.onnx"), options);

        assertThat(exported.observations()).isEqualTo(1000);
        assertThat(exported.difference()).isPositive().isLessThan(1e-5);
        assertThat(exported.file()).isNotEmptyFile();
    }

    @ParameterizedTest
    @EnumSource(Activation.class)
    void answersAsThePolicyDoesForEveryActivation(Activation activation) {
        var network = new NetworkSpec(
                3, List.of(16, 16), activation, List.of(Tower.of("q", List.of(), 3, 1)));
        var spec = new PolicySpec(network, Space.box(3, -2, 2), Space.discrete(3), HeadKind.VALUES, null);

        assertThat(onnx(random(spec), OnnxOptions.batched()).difference()).isLessThan(1e-5);
    }

    @ParameterizedTest
    @ValueSource(doubles = {1.5, Double.POSITIVE_INFINITY})
    void normalizesWithinTheModel(double clip) {
        var network = new NetworkSpec(2, List.of(8), Activation.TANH, List.of(Tower.of("q", List.of(), 3, 1)));
        var normalizer = new PolicySpec.Normalizer(new double[] {100, -1}, new double[] {400, 1e-4}, 1e-8, clip);
        Space seen = Space.box(2, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
        var spec = new PolicySpec(network, seen, Space.discrete(3), HeadKind.VALUES, normalizer);

        assertThat(onnx(random(spec), OnnxOptions.batched()).difference()).isLessThan(1e-4);
    }

    @ParameterizedTest
    @MethodSource("everyForm")
    void takesChoicesAsNumbersAndMakesThemOneHot(OnnxOptions options) {
        var network = new NetworkSpec(7, List.of(8), Activation.TANH, List.of(Tower.of("q", List.of(), 3, 1)));
        var spec = new PolicySpec(network, Space.multiDiscrete(3, 4), Space.discrete(3), HeadKind.VALUES, null);

        assertThat(onnx(random(spec), options).difference()).isLessThan(1e-5);
    }

    @ParameterizedTest
    @ValueSource(ints = {13, 14, 15, 16, 17})
    void runsInEachOpset(int opset) throws IOException {
        SavedPolicy policy = everyHead().skip(3).findFirst().orElseThrow();
        Exporter.Exported exported = onnx(policy, new OnnxOptions(new OnnxOptions.Batched(), opset));

        ModelProto model = ModelProto.parseFrom(Files.readAllBytes(exported.file()));
        assertThat(model.getOpsetImport(0).getVersion()).isEqualTo(opset);
        assertThat(model.getIrVersion()).isEqualTo(8);
    }

    /// The chain that users see: what the engine computes is what the file answers.
    @ParameterizedTest
    @MethodSource("everyHead")
    void actsAsTheEngineThatTrainsIt(SavedPolicy policy) {
        List<float[]> observations = Exporter.observations(policy.spec());
        Rows x = Rows.of(observations.size(), 5);
        for (int i = 0; i < x.count(); i++) {
            System.arraycopy(observations.get(i), 0, x.data(), i * 5, 5);
        }
        Rows y = Rows.of(x.count(), policy.spec().network().outputs());
        var head = policy.spec().newHead();
        Rows actions = Rows.of(x.count(), head.actionWidth());
        try (var engine = new JavaEngine(1);
                var network = engine.network(policy.spec().network(), generator())) {
            network.load(policy.parameters());
            network.infer(x, y);
            head.mode(y, null, actions);
        }

        var reference = new ReferencePolicy(policy);
        boolean chooses = !(policy.spec().actions() instanceof Box);
        for (int i = 0; i < x.count(); i++) {
            double[] outputs = reference.outputs(observations.get(i));
            for (int column = 0; column < outputs.length; column++) {
                assertThat((double) y.at(i, column)).isCloseTo(outputs[column], within(1e-5));
            }
            double[] action = reference.answer(observations.get(i)).get("action");
            for (int c = 0; chooses && c < action.length; c++) {
                assertThat((double) actions.at(i, c)).isEqualTo(action[c]);
            }
        }
    }

    @Test
    void namesItsInputsAndOutputsAndLeavesTheBatchOpen() throws IOException {
        var model = model(everyHead().findFirst().orElseThrow(), OnnxOptions.batched());

        assertThat(model.getGraph().getInputList()).extracting(ExporterTest::said).containsExactly(
                "observation[batch, 5]");
        assertThat(model.getGraph().getOutputList()).extracting(ExporterTest::said).containsExactly(
                "action_logits[batch, 3]", "action[batch, 1]", "value[batch, 1]");
        assertThat(model.getOpsetImport(0).getVersion()).isEqualTo(17);
        assertThat(model.getMetadataPropsList()).extracting(entry -> entry.getKey()).containsExactly(
                "head", "network", "observation_space", "action_space");
    }

    @Test
    void hasNoBatchAxisWhereOneObservationIsAskedFor() throws IOException {
        var model = model(everyHead().findFirst().orElseThrow(), OnnxOptions.single());

        assertThat(model.getGraph().getInputList()).extracting(ExporterTest::said).containsExactly("observation[5]");
        assertThat(model.getGraph().getOutputList()).extracting(ExporterTest::said).containsExactly(
                "action_logits[3]", "action[1]", "value[1]");
    }

    @Test
    void keepsTheContractOfTheGodotPlugin() throws IOException {
        var keys = new LinkedHashMap<>(Map.of("obs", 3));
        keys.put("camera", 2);
        var model = model(
                everyHead().skip(3).findFirst().orElseThrow(), new OnnxOptions(new OnnxOptions.Godot(keys), 17));

        assertThat(model.getGraph().getInputList()).extracting(ExporterTest::said).containsExactly(
                "state_ins[batch]", "obs[batch, 3]", "camera[batch, 2]");
        assertThat(model.getGraph().getOutputList()).extracting(ExporterTest::said).containsExactly(
                "output[batch, 2]", "state_outs[batch]");
    }

    @Test
    void isTheSameBytesEachTime() throws IOException {
        SavedPolicy policy = everyHead().findFirst().orElseThrow();
        assertThat(OnnxModel.bytes(policy, OnnxOptions.batched()))
                .isEqualTo(OnnxModel.bytes(policy, OnnxOptions.batched()));
    }

    @Test
    void isRefusedWhereItAnswersAsAnotherPolicy() {
        SavedPolicy policy = everyHead().findFirst().orElseThrow();
        float[] nudged = policy.parameters();
        nudged[0] += 0.01f;
        byte[] other = OnnxModel.bytes(new SavedPolicy(policy.spec(), nudged), OnnxOptions.batched());
        var check = new OnnxCheck(policy, OnnxOptions.batched(), Exporter.observations(policy.spec()));

        assertThatThrownBy(() -> check.difference(other))
                .isInstanceOf(ExportException.class)
                .hasMessageContaining("is off by");
    }

    @Test
    void isDeletedWhereItDoesNotAnswerAsThePolicyDoes() {
        SavedPolicy policy = everyHead().findFirst().orElseThrow();
        Path file = onnx(policy, OnnxOptions.batched()).file();
        float[] diverged = policy.parameters();
        diverged[0] = Float.NaN;

        assertThatThrownBy(() -> Exporter.onnx(new SavedPolicy(policy.spec(), diverged), file, OnnxOptions.batched()))
                .isInstanceOf(ExportException.class)
                .hasMessageContaining("is off by NaN");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void refusesKeysOfAGameThatDoNotMakeUpTheObservation() {
        var keys = new LinkedHashMap<>(Map.of("obs", 4));

        assertThatThrownBy(() -> onnx(
                        everyHead().findFirst().orElseThrow(), new OnnxOptions(new OnnxOptions.Godot(keys), 17)))
                .isInstanceOf(ExportException.class)
                .hasMessageContaining("{obs=4} has 4 numbers, the policy's has 5");
    }

    @Test
    void isMadeOfACheckpointUnderItsName() {
        SavedPolicy policy = everyHead().findFirst().orElseThrow();
        Checkpoint checkpoint =
                Checkpoints.of(folder).write(100, new Snapshot(policy, State.of(new Nothing()), Map.of()));
        Path exports = folder.resolve("exports");

        assertThat(Exporter.onnx(checkpoint, exports, OnnxOptions.batched()).file())
                .hasFileName("policy_model_step_100.onnx")
                .exists();
        Path plain = Exporter.safetensors(checkpoint, exports);
        assertThat(plain).hasFileName("policy_model_step_100.safetensors");
        assertThat(SavedPolicy.read(plain)).isEqualTo(policy);
    }

    private static final class Nothing implements jarl.state.Resumable {
        @Override
        public void save(jarl.state.StateWriter to) {}

        @Override
        public void load(jarl.state.StateReader from) {}
    }

    private Exporter.Exported onnx(SavedPolicy policy, OnnxOptions options) {
        return Exporter.onnx(policy, folder.resolve("policy.onnx"), options);
    }

    private ModelProto model(SavedPolicy policy, OnnxOptions options) throws IOException {
        return ModelProto.parseFrom(Files.readAllBytes(onnx(policy, options).file()));
    }

    /// `observation[batch, 5]`
    private static String said(ValueInfoProto value) {
        var axes = value.getType().getTensorType().getShape().getDimList().stream()
                .map(axis -> axis.getValueCase() == TensorShapeProto.Dimension.ValueCase.DIM_PARAM
                        ? axis.getDimParam()
                        : String.valueOf(axis.getDimValue()))
                .toList();
        return value.getName() + axes;
    }

    private static SavedPolicy policy(Space actions, HeadKind head, Tower... towers) {
        var network = new NetworkSpec(5, List.of(12), Activation.TANH, List.of(towers));
        return random(new PolicySpec(network, Space.box(5, -2, 2), actions, head, null));
    }

    private static RandomGenerator generator() {
        return RandomGeneratorFactory.of("L64X128MixRandom").create(7);
    }

    private static SavedPolicy random(PolicySpec spec) {
        var random = generator();
        float[] parameters = spec.network().initial(random);
        for (int i = 0; i < parameters.length; i++) {
            parameters[i] += 0.1f * (float) random.nextGaussian(); // biases too
        }
        return new SavedPolicy(spec, parameters);
    }
}
