package jarl.run.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The checkpoints of a run")
class CheckpointsTest {
    @TempDir
    Path run;

    Checkpoints checkpoints;

    @BeforeEach
    void openTheFolder() {
        checkpoints = Checkpoints.of(run);
    }

    @Test
    void giveBackWhatWasWritten() {
        Snapshot written = Samples.snapshot(1);
        checkpoints.write(100, written);

        Snapshot read = checkpoints.last().orElseThrow().read();

        assertThat(read.policy()).isEqualTo(written.policy());
        assertThat(read.appendOnly()).isEqualTo(Map.of("metrics.jsonl", 20L));
        assertThat(Samples.bytes(read.state())).isEqualTo(Samples.bytes(written.state()));
    }

    @Test
    void lieInTheDocumentedFolders() throws IOException {
        checkpoints.write(100, Samples.snapshot(1));
        checkpoints.best(100, 12.5);

        assertThat(names(checkpoints.folder())).containsExactly(
                "best_model_info.json", "policy_model_best", "policy_model_step_100");
        assertThat(names(checkpoints.folder().resolve("policy_model_best")))
                .containsExactly("manifest.json", "policy.safetensors", "state.safetensors");
    }

    @Test
    void areTheSameBytesWheneverTheyAreWritten() throws IOException {
        Checkpoint one = checkpoints.write(100, Samples.snapshot(1));
        Checkpoint other = Checkpoints.of(run.resolve("other")).write(100, Samples.snapshot(1));

        for (String name : names(one.folder())) {
            assertThat(one.folder().resolve(name)).hasSameBinaryContentAs(other.folder().resolve(name));
        }
    }

    @Test
    void areListedByStepAsANumber() {
        checkpoints.write(1000, Samples.snapshot(1));
        checkpoints.write(200, Samples.snapshot(2));

        assertThat(checkpoints.list()).extracting(Checkpoint::step).containsExactly(200L, 1000L);
        assertThat(checkpoints.last()).map(Checkpoint::step).hasValue(1000L);
        assertThat(checkpoints.at(200)).isPresent();
        assertThat(checkpoints.at(300)).isEmpty();
    }

    @Test
    void areNoneWhereNothingWasWritten() {
        assertThat(checkpoints.list()).isEmpty();
        assertThat(checkpoints.last()).isEmpty();
        assertThat(checkpoints.best()).isEmpty();
    }

    @Test
    void moveTheBestOneWithItsLink() throws IOException {
        checkpoints.write(100, Samples.snapshot(1));
        checkpoints.best(100, 12.5);
        checkpoints.write(200, Samples.snapshot(2));
        assertThat(checkpoints.best().orElseThrow().checkpoint().step()).isEqualTo(100);

        checkpoints.best(200, 30);

        assertThat(checkpoints.best()).hasValueSatisfying(best -> {
            assertThat(best.checkpoint().step()).isEqualTo(200);
            assertThat(best.reward()).isEqualTo(30);
        });
        assertThat(Files.readSymbolicLink(checkpoints.folder().resolve("policy_model_best")))
                .hasToString("policy_model_step_200");
    }

    @Test
    void replaceOneOfTheSameStep() {
        checkpoints.write(100, Samples.snapshot(1));
        checkpoints.write(100, Samples.snapshot(2));

        assertThat(checkpoints.list()).hasSize(1);
        assertThat(checkpoints.last().orElseThrow().policy()).isEqualTo(Samples.policy(2));
    }

    @Test
    void keepTheLastTheBestAndOneInEachInterval() {
        checkpoints = new Checkpoints(checkpoints.folder(), new Retention(2, 500));
        for (long step = 100; step <= 1200; step += 100) {
            checkpoints.write(step, Samples.snapshot(step));
            if (step == 300) {
                checkpoints.best(300, 1);
            }
        }
        assertThat(checkpoints.list()).extracting(Checkpoint::step).containsExactly(
                100L, 300L, 500L, 1000L, 1100L, 1200L);
    }

    @Test
    void forgetTheLaterOnesWhenOneGoesOnFromAnEarlierOne() {
        Checkpoint first = checkpoints.write(100, Samples.snapshot(1));
        checkpoints.best(100, 1);
        Checkpoint second = checkpoints.write(200, Samples.snapshot(2));
        checkpoints.write(300, Samples.snapshot(3));

        checkpoints.rewindTo(second);
        assertThat(checkpoints.list()).containsExactly(first, second);
        assertThat(checkpoints.best()).isPresent();

        checkpoints.best(200, 2);
        checkpoints.rewindTo(first);
        assertThat(checkpoints.list()).containsExactly(first);
        assertThat(checkpoints.best()).isEmpty();
    }

    @Test
    void cutTheGrowingFilesBackToWhereTheyWere() throws IOException {
        Path metrics = Files.writeString(run.resolve("metrics.jsonl"), "{\"step\":1}\n");
        Snapshot snapshot = new Snapshot(Samples.policy(1), Samples.state(1), Map.of("metrics.jsonl", 11L));
        Files.writeString(metrics, "{\"step\":1}\n{\"step\":2}\n{\"st");

        snapshot.cutBack(run);

        assertThat(metrics).hasContent("{\"step\":1}\n");
    }

    @Test
    void leaveEveryGrowingFileAloneWhereOneIsTooShort() throws IOException {
        Path one = Files.writeString(run.resolve("a.jsonl"), "12345");
        Files.writeString(run.resolve("b.jsonl"), "12");
        Snapshot snapshot =
                new Snapshot(Samples.policy(1), Samples.state(1), Map.of("a.jsonl", 3L, "b.jsonl", 3L));

        assertThatThrownBy(() -> snapshot.cutBack(run))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining("b.jsonl has 2 bytes, but had 3");
        assertThat(one).hasContent("12345");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../other/metrics.jsonl", "/etc/passwd", "a/../../b"})
    void neverCutAFileOutsideTheRun(String name) {
        assertThatThrownBy(() -> new Snapshot(Samples.policy(1), Samples.state(1), Map.of(name, 0L)))
                .hasMessageContaining("within the run folder");
    }

    @ParameterizedTest
    @ValueSource(strings = {"policy.safetensors", "state.safetensors", "manifest.json"})
    void refuseAFileWithAByteChangedAnywhere(String name) throws IOException {
        Checkpoint damaged = checkpoints.write(200, Samples.snapshot(2));
        Path file = damaged.folder().resolve(name);
        byte[] good = Files.readAllBytes(file);

        for (int i = 0; i < good.length; i++) {
            put(file, i, good[i] ^ (1 << (i % 8)));
            assertRefused(damaged, name, "byte " + i + " flipped");
            put(file, i, good[i]);
        }
        assertThat(damaged.isGood()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"policy.safetensors", "state.safetensors", "manifest.json"})
    void refuseAFileCutAnywhereOrGrown(String name) throws IOException {
        Checkpoint damaged = checkpoints.write(200, Samples.snapshot(2));
        Path file = damaged.folder().resolve(name);
        int size = (int) Files.size(file);

        put(file, size, 0);
        assertRefused(damaged, name, "one byte more");
        for (int length = size - 1; length >= 0; length--) {
            truncate(file, length);
            assertRefused(damaged, name, "first " + length + " bytes");
        }
        Files.delete(file);
        assertRefused(damaged, name, "none");
    }

    @ParameterizedTest
    @ValueSource(strings = {"policy.safetensors", "state.safetensors", "manifest.json"})
    void refuseAFileOfAnotherCheckpoint(String name) throws IOException {
        Checkpoint other = checkpoints.write(100, Samples.snapshot(1));
        Checkpoint damaged = checkpoints.write(200, Samples.snapshot(2));

        Files.write(damaged.folder().resolve(name), Files.readAllBytes(other.folder().resolve(name)));

        assertThatThrownBy(damaged::read)
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining(name)
                .hasMessageContaining("policy_model_step_100, is good");
    }

    @Test
    void offerTheNewestGoodOneBeforeADamagedOne() throws IOException {
        checkpoints.write(100, Samples.snapshot(1));
        for (long step : List.of(200L, 300L)) {
            Checkpoint damaged = checkpoints.write(step, Samples.snapshot(2));
            Files.write(damaged.folder().resolve("state.safetensors"), new byte[3]);
        }
        Checkpoint last = checkpoints.last().orElseThrow();

        assertThatThrownBy(last::read).hasMessageContaining("policy_model_step_100, is good");
        assertThat(last.policy()).as("a policy is read without its state").isEqualTo(Samples.policy(2));
    }

    @Test
    void sayWhenThereIsNoGoodOneToOffer() throws IOException {
        Checkpoint only = checkpoints.write(100, Samples.snapshot(1));
        Files.delete(only.folder().resolve("manifest.json"));

        assertThatThrownBy(only::read).hasMessageContaining("manifest.json is missing").hasMessageContaining(
                "No good checkpoint stands before it");
    }

    @Test
    void refuseAMarkOfTheBestWithAByteChangedAnywhere() throws IOException {
        checkpoints.write(100, Samples.snapshot(1));
        checkpoints.best(100, 12.5);
        Path file = checkpoints.folder().resolve("best_model_info.json");
        byte[] good = Files.readAllBytes(file);

        for (int i = 0; i < good.length; i++) {
            put(file, i, good[i] ^ (1 << (i % 8)));
            assertThatThrownBy(checkpoints::best)
                    .as("byte %d flipped", i)
                    .isInstanceOf(CheckpointException.class)
                    .hasMessageContaining("best_model_info.json");
            put(file, i, good[i]);
        }
    }

    @Test
    void removeNothingWhileItIsNotKnownWhichIsBest() throws IOException {
        checkpoints = new Checkpoints(checkpoints.folder(), new Retention(1, 0));
        checkpoints.write(100, Samples.snapshot(1));
        checkpoints.best(100, 12.5);
        Files.writeString(checkpoints.folder().resolve("best_model_info.json"), "{}");

        checkpoints.write(200, Samples.snapshot(2));
        checkpoints.write(300, Samples.snapshot(3));

        assertThat(checkpoints.list()).hasSize(3);
    }

    @Test
    void knowACheckpointByItsFolderAlone() {
        Checkpoint written = checkpoints.write(100, Samples.snapshot(1));

        assertThat(Checkpoint.at(written.folder()).policy()).isEqualTo(Samples.policy(1));
        checkpoints.best(100, 1);
        assertThat(Checkpoint.at(checkpoints.folder().resolve("policy_model_best"))).isEqualTo(written);
        assertThatThrownBy(() -> Checkpoint.at(run.resolve("none"))).hasMessageContaining("There is no checkpoint");
        assertThatThrownBy(() -> Checkpoint.at(run))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining("is not a checkpoint");
    }

    private static void assertRefused(Checkpoint damaged, String name, String how) {
        assertThatThrownBy(damaged::read)
                .as(how)
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining(damaged.folder().resolve(name).toString());
    }

    private static void truncate(Path file, int length) throws IOException {
        try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(length);
        }
    }

    /// Overwrites one byte in place.
    private static void put(Path file, int index, int value) throws IOException {
        try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(new byte[] {(byte) value}), index);
        }
    }

    private static List<String> names(Path folder) throws IOException {
        try (var children = Files.list(folder)) {
            return children.map(child -> child.getFileName().toString()).sorted().toList();
        }
    }
}
