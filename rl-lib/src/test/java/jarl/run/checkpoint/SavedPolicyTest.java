package jarl.run.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jarl.network.Activation;
import jarl.network.NetworkSpec;
import jarl.network.Tower;
import jarl.space.Space;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("A saved policy")
class SavedPolicyTest {
    @TempDir
    Path folder;

    static Stream<PolicySpec> everyHead() {
        Space square = Space.box(new float[] {-1, -2}, new float[] {1, Float.POSITIVE_INFINITY});
        Tower q = Tower.of("q", List.of(4), 3, 1);
        return Stream.of(
                spec(Space.discrete(3), HeadKind.CATEGORICAL, Tower.of("actor", List.of(4), 3, 0.01)),
                spec(Space.multiDiscrete(2, 3), HeadKind.MULTI_CATEGORICAL, Tower.of("actor", List.of(), 5, 0.01)),
                spec(
                        square,
                        HeadKind.GAUSSIAN,
                        Tower.of("actor", List.of(4), 2, 1),
                        Tower.constant("log_std", 2, -0.5)),
                spec(square, HeadKind.SQUASHED_GAUSSIAN, Tower.of("actor", List.of(4), 4, 1)),
                spec(Space.discrete(3), HeadKind.VALUES, q),
                spec(
                        Space.discrete(3),
                        HeadKind.DUELING_VALUES,
                        Tower.of("value", List.of(), 1, 1),
                        Tower.of("advantage", List.of(2), 3, 1)));
    }

    private static PolicySpec spec(Space actions, HeadKind head, Tower... towers) {
        var network = new NetworkSpec(5, List.of(6), Activation.RELU, List.of(towers));
        return new PolicySpec(network, Space.box(5, -1, 1), actions, head, null);
    }

    @ParameterizedTest
    @MethodSource("everyHead")
    void isRebuiltFromItsFileAlone(PolicySpec spec) {
        var policy = new SavedPolicy(spec, spec.network().initial(Samples.random(5)));
        assertThat(roundTrip(policy)).isEqualTo(policy);
    }

    @ParameterizedTest
    @MethodSource("everyHead")
    void hasTheHeadThatItsFileNames(PolicySpec spec) {
        assertThat(HeadKind.of(spec.newHead())).isEqualTo(spec.head()).isEqualTo(HeadKind.named(spec.head().word()));
        assertThat(spec.newHead().width()).isEqualTo(spec.width());
    }

    @Test
    void keepsItsNormalizer() {
        SavedPolicy policy = Samples.policy(1);
        assertThat(roundTrip(policy)).isEqualTo(policy);
        assertThat(roundTrip(policy).spec().normalizer()).isNotNull();
    }

    @Test
    void keepsANormalizerThatDoesNotClip() {
        SavedPolicy clipped = Samples.policy(1);
        PolicySpec spec = clipped.spec();
        var free = new PolicySpec.Normalizer(new double[2], new double[] {1, 1}, 0, Double.POSITIVE_INFINITY);
        var policy = new SavedPolicy(
                new PolicySpec(spec.network(), spec.observations(), spec.actions(), spec.head(), free),
                clipped.parameters());

        assertThat(roundTrip(policy)).isEqualTo(policy);
    }

    @Test
    void bearsTheNamesOfTheLayout() {
        Path file = folder.resolve("policy.safetensors");
        AtomicFiles.write(file, Samples.policy(1)::writeTo);
        Safetensors content = Safetensors.read(file);

        assertThat(content.tensors().keySet()).containsExactly(
                "actor.0.bias", "actor.0.weight", "actor.1.bias", "actor.1.weight",
                "critic.0.bias", "critic.0.weight", "critic.1.bias", "critic.1.weight",
                "normalizer.mean", "normalizer.variance");
        assertThat(content.tensors().get("actor.0.weight").shape()).containsExactly(3, 2);
        assertThat(content.metadata()).containsEntry("head", "categorical").containsEntry(
                "action_space", "{\"type\":\"discrete\",\"n\":2,\"names\":[\"left\",\"right\"]}");
    }

    @Test
    void findsItsColumnsByTheNamesOfTheTowers() {
        var towers = List.of(Tower.of("critic", List.of(), 1, 1), Tower.of("actor", List.of(), 2, 1));
        var network = new NetworkSpec(1, List.of(), Activation.TANH, towers);
        var spec = new PolicySpec(network, Space.box(1, 0, 1), Space.discrete(2), HeadKind.CATEGORICAL, null);

        assertThat(spec.column()).isEqualTo(1);
        assertThat(spec.width()).isEqualTo(2);
        assertThat(spec.hasCritic()).isTrue();
    }

    @Test
    void isRefusedWhereItsPartsDoNotFit() {
        Tower actor = Tower.of("actor", List.of(), 3, 1);

        assertThatThrownBy(() -> spec(Space.discrete(2), HeadKind.CATEGORICAL, actor))
                .hasMessageContaining("does not fit");
        assertThatThrownBy(() -> spec(Space.box(3, 0, 1), HeadKind.CATEGORICAL, actor))
                .hasMessageContaining("does not act in");
        assertThatThrownBy(() -> spec(Space.discrete(3), HeadKind.VALUES, actor))
                .hasMessageContaining("begins at the tower q");
        assertThatThrownBy(() -> new SavedPolicy(everyHead().findFirst().orElseThrow(), new float[3]))
                .hasMessageContaining("but 3 were given");
    }

    private SavedPolicy roundTrip(SavedPolicy policy) {
        Path file = folder.resolve("policy.safetensors");
        AtomicFiles.write(file, policy::writeTo);
        return SavedPolicy.read(file);
    }
}
