package jarl.run.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("On a bad day, checkpoints")
class BadDaysTest {
    private static final Retention TWO = new Retention(2, 0);

    @TempDir
    Path folder;

    /// Steps 100 (the best) and 200, written on a good day.
    Path before;

    @BeforeEach
    void writeTwo() {
        before = folder.resolve("before");
        var checkpoints = new Checkpoints(before, TWO);
        checkpoints.write(100, Samples.snapshot(1));
        checkpoints.best(100, 1);
        checkpoints.write(200, Samples.snapshot(2));
    }

    /// A third checkpoint, which becomes the best, and is then written once more.
    private static void work(Checkpoints checkpoints) {
        checkpoints.write(300, Samples.snapshot(3));
        checkpoints.best(300, 3);
        checkpoints.write(300, Samples.snapshot(4));
    }

    @Test
    void areAllGoodAfterAKillAtAnyChangeOfTheDisk() throws IOException {
        var healthy = new FragileDisk();
        work(new Checkpoints(healthy.path(copyOfBefore("healthy")), TWO));
        int firstWrite = healthy.changes().indexOf("force healthy");
        assertThat(healthy.changes()).hasSizeGreaterThan(30);

        for (int k = 0; k < healthy.changes().size(); k++) {
            Path place = copyOfBefore("killed-" + k);
            var disk = FragileDisk.dyingAfter(k);
            assertThatThrownBy(() -> work(new Checkpoints(disk.path(place), TWO)))
                    .isInstanceOf(FragileDisk.Killed.class);

            var checkpoints = new Checkpoints(new FragileDisk().path(place), TWO); // one that needs no real forcing
            assertThat(checkpoints.list()).as("killed after %d", k).isNotEmpty().allMatch(Checkpoint::isGood);
            checkpoints.tidy();
            assertThat(checkpoints.list()).allMatch(Checkpoint::isGood);
            assertThat(checkpoints.last().orElseThrow().step()).isEqualTo(k < firstWrite ? 200 : 300);
            assertThat(checkpoints.best().orElseThrow().checkpoint().isGood()).isTrue();
            assertThat(place.resolve("policy_model_best").toRealPath())
                    .isEqualTo(place.resolve(checkpoints.best().orElseThrow().checkpoint().name()).toRealPath());
            assertThat(names(place)).noneMatch(name -> name.startsWith("."));
            assertThat(checkpoints.write(400, Samples.snapshot(5)).isGood()).isTrue();
        }
    }

    @Test
    void reachTheDiskBeforeTheyBearTheirName() throws IOException {
        var disk = new FragileDisk();
        new Checkpoints(disk.path(copyOfBefore("place")), Retention.ALL).write(300, Samples.snapshot(3));

        assertThat(disk.changes().stream().map(change -> change.replaceAll("\\.policy\\S+\\.partial", "beside")))
                .containsExactly(
                        "mkdir beside",
                        "create policy.safetensors",
                        "write policy.safetensors",
                        "force policy.safetensors",
                        "create state.safetensors",
                        "write state.safetensors",
                        "force state.safetensors",
                        "create manifest.json",
                        "write manifest.json",
                        "force manifest.json",
                        "force beside",
                        "move beside policy_model_step_300",
                        "force place");
    }

    @Test
    void areAsTheyWereWhereTheDiskIsFull() throws IOException {
        Path place = copyOfBefore("full");
        List<String> there = names(place);
        long size = size(new Checkpoints(copyOfBefore("roomy"), TWO).write(300, Samples.snapshot(3)));

        for (long room = 0; room < size; room += 97) {
            var checkpoints = new Checkpoints(FragileDisk.withRoomFor(room).path(place), TWO);

            assertThatThrownBy(() -> checkpoints.write(300, Samples.snapshot(3)))
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageContaining("policy_model_step_300")
                    .hasMessageContaining("the disk is full")
                    .hasMessageContaining("What was there before is unchanged. Free some space");
            assertThat(names(place)).isEqualTo(there);
            assertThat(checkpoints.list()).hasSize(2).allMatch(Checkpoint::isGood);
        }
        new Checkpoints(FragileDisk.withRoomFor(size).path(place), TWO).write(300, Samples.snapshot(3));
    }

    @Test
    void keepTheOldMarkOfTheBestWhereTheDiskIsFull() throws IOException {
        Path place = copyOfBefore("full");
        var checkpoints = new Checkpoints(FragileDisk.withRoomFor(20).path(place), TWO);

        assertThatThrownBy(() -> checkpoints.best(200, 2))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("best_model_info.json");
        assertThat(new Checkpoints(place, TWO).best().orElseThrow().checkpoint().step()).isEqualTo(100);
    }

    @Test
    void nameTheBestInAFileWhereLinksCannotBeMade() throws IOException {
        Path place = folder.resolve("without-links");
        var checkpoints = new Checkpoints(FragileDisk.withoutLinks().path(place), TWO);
        checkpoints.write(100, Samples.snapshot(1));
        checkpoints.best(100, 1);

        assertThat(place.resolve("policy_model_best")).isRegularFile().hasContent("policy_model_step_100\n");
        assertThat(new Checkpoints(place, TWO).best().orElseThrow().checkpoint().step()).isEqualTo(100);
        assertThat(Checkpoint.at(place.resolve("policy_model_best")).step()).isEqualTo(100);
    }

    @Test
    void sayThatTheirFolderCannotBeMade() throws IOException {
        Path file = Files.writeString(folder.resolve("occupied"), "a file where a folder should be");

        assertThatThrownBy(() -> Checkpoints.of(file).write(1, Samples.snapshot(1)))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("Could not write checkpoint")
                .hasMessageContaining("occupied");
    }

    private Path copyOfBefore(String name) throws IOException {
        Path copy = folder.resolve(name);
        try (var tree = Files.walk(before)) {
            for (Path path : tree.toList()) {
                Path to = copy.resolve(before.relativize(path));
                if (Files.isSymbolicLink(path)) {
                    Files.createSymbolicLink(to, Files.readSymbolicLink(path));
                } else {
                    Files.copy(path, to);
                }
            }
        }
        return copy;
    }

    private static long size(Checkpoint checkpoint) throws IOException {
        try (var files = Files.list(checkpoint.folder())) {
            return files.mapToLong(file -> file.toFile().length()).sum();
        }
    }

    private static List<String> names(Path folder) throws IOException {
        try (var children = Files.list(folder)) {
            return children.map(child -> child.getFileName().toString()).sorted().toList();
        }
    }
}
