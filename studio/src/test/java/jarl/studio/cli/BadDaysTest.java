package jarl.studio.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import jarl.run.Configs;
import jarl.run.Run;
import jarl.run.RunFolder;
import jarl.run.RunState;
import jarl.run.Runs;
import jarl.run.Training;
import jarl.run.TrainingListener;
import jarl.studio.launch.ProcessTraining;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Trainings in processes of their own, to which bad things happen.
@DisplayName("A training process")
class BadDaysTest {
    @TempDir
    Path workspace;

    private final List<Process> started = new ArrayList<>();

    @BeforeEach
    void copyConfigs() throws IOException {
        JarlProcess.copyConfigs(workspace);
    }

    private Process jarl(String... arguments) throws IOException {
        Process process = JarlProcess.start(workspace, arguments);
        started.add(process);
        return process;
    }

    @AfterEach
    void endProcesses() {
        started.forEach(JarlProcess::end);
    }

    private Process trainForLong(String... more) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(
                "train", "experiment=cartpole_ppo", "trainer.num_steps=100000000", "trainer.eval_every=0",
                "trainer.save_every=2000"));
        arguments.addAll(List.of(more));
        return jarl(arguments.toArray(String[]::new));
    }

    /// Waits until the run has a checkpoint.
    private Run running() throws InterruptedException {
        for (int i = 0; i < 1200; i++) {
            List<Run> runs = new Runs(workspace.resolve("outputs")).list();
            if (!runs.isEmpty() && runs.getFirst().checkpoints().last().isPresent()) {
                return runs.getFirst();
            }
            Thread.sleep(50);
        }
        throw new AssertionError("No checkpoint within a minute");
    }

    private static int exitCode(Process process) throws InterruptedException {
        assertThat(process.waitFor(3, TimeUnit.MINUTES)).as("has ended").isTrue();
        return process.exitValue();
    }

    private static List<String> metrics(Run run) throws IOException {
        return Files.readAllLines(run.folder().metrics());
    }

    @Test
    void resumedByTwoProcessesIsTrainedByTheFirst() throws Exception {
        Process training = trainForLong();
        Run run = running();
        training.destroyForcibly().waitFor();
        long step = run.checkpoints().last().orElseThrow().step();

        Process first = jarl("resume", run.id());
        while (first.isAlive() && run.checkpoints().last().orElseThrow().step() <= step) {
            Thread.sleep(50);
        }
        assertThat(exitCode(jarl("resume", run.id()))).isEqualTo(1);
        assertThat(Files.readString(workspace.resolve("log.txt"))).contains("is being trained").doesNotContain("\tat ");
        assertThat(first.isAlive()).isTrue();
        assertThat(run.state()).isEqualTo(RunState.RUNNING);
    }

    @Test
    void stoppedByCtrlCSavesAndCanBeResumed() throws Exception {
        Process training = trainForLong();
        Run run = running();
        new ProcessBuilder("kill", "-INT", Long.toString(training.pid())).start().waitFor();

        assertThat(exitCode(training)).isEqualTo(130);
        assertThat(run.state()).isEqualTo(RunState.INTERRUPTED);
        assertThat(run.record().steps()).isEqualTo(run.checkpoints().last().orElseThrow().step());
        assertThat(Files.readString(workspace.resolve("log.txt"))).contains("./jarl resume " + run.id());
    }

    @Test
    void killedLeavesReadableFilesAndAtMostTheLastLineCut() throws Exception {
        Process training = trainForLong();
        Run run = running();
        training.destroyForcibly();
        exitCode(training);

        assertThat(run.state()).isEqualTo(RunState.ERROR); // though nobody was left to write it down
        assertThat(run.record().error()).contains("killed").contains("resume");
        assertThat(run.checkpoints().last().orElseThrow().isGood()).isTrue();
        List<String> lines = metrics(run);
        for (String line : lines.subList(0, lines.size() - 1)) {
            assertThat(new ObjectMapper().readTree(line).has("kind")).isTrue();
        }
    }

    @Test
    void killedAgainAndAgainWhateverItDoesEndsWithTheSameBits() throws Exception {
        String[] config = {
            "seed=3", "engine=java", "environment.num_envs=4", "trainer.num_steps=6000", "trainer.eval_every=256",
            "trainer.eval_episodes=3", "trainer.save_every=200", "algorithm.n_steps=32", "algorithm.batch_size=64",
            "algorithm.n_epochs=4"
        };
        var experiment = Configs.experiment(workspace.resolve("configs"), List.of(config));
        Run whole = Training.train(experiment, workspace.resolve("whole"), new TrainingListener() {});
        Run killed = Training.queue(experiment, workspace.resolve("outputs"), null);
        var random = new Random(8);
        int kills = 0;
        while (kills < 5 && killed.state() != RunState.COMPLETED) {
            var training = ProcessTraining.start(killed, List.of());
            awaitTrainer(killed);
            Thread.sleep(random.nextInt(400)); // it learns, evaluates or saves
            killed.trainer().ifPresent(process -> ProcessHandle.of(process).ifPresent(ProcessHandle::destroyForcibly));
            training.await();
            kills++;
        }
        assertThat(kills).isGreaterThan(1);

        if (killed.state() != RunState.COMPLETED) { // the last kill may have come too late
            Training.resume(killed, new TrainingListener() {});
        }
        assertThat(deterministic(killed)).isEqualTo(deterministic(whole));
        assertThat(killed.checkpoints().last().orElseThrow().policy().parameters())
                .isEqualTo(whole.checkpoints().last().orElseThrow().policy().parameters());
    }

    private static void awaitTrainer(Run run) throws InterruptedException {
        while (run.trainer().isEmpty()) {
            Thread.sleep(5);
        }
    }

    private static List<String> deterministic(Run run) throws IOException {
        return metrics(run).stream().filter(line -> !line.contains("\"kind\":\"system\"")).toList();
    }

    @Test
    void ofItsOwnOutlivesTheOneThatStartedItAndIsFollowedByAnother() throws Exception {
        Process starter = trainForLong("launcher=process");
        Run run = running();
        long trainer = run.trainer().orElseThrow();
        assertThat(trainer).isNotEqualTo(starter.pid());
        starter.destroyForcibly();
        exitCode(starter);

        long before = run.checkpoints().last().orElseThrow().step();
        while (run.checkpoints().last().orElseThrow().step() <= before) {
            Thread.sleep(20);
        }
        assertThat(run.trainer()).hasValue(trainer);
        assertThat(exitCode(jarl("attach", run.id(), "--stop"))).isEqualTo(130);
        assertThat(run.state()).isEqualTo(RunState.INTERRUPTED);
        assertThat(Files.readString(workspace.resolve("log.txt"))).contains("mean return", "./jarl resume " + run.id());
    }

    @Test
    void whoseFolderIsDeletedSaysSoAndEnds() throws Exception {
        Process training = trainForLong();
        Run run = running();
        try (Stream<Path> files = Files.walk(run.folder().path())) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
        }
        assertThat(exitCode(training)).isEqualTo(1);
        assertThat(Files.readString(workspace.resolve("log.txt")))
                .contains(run.folder().path().getFileName().toString())
                .doesNotContain("\tat ");
    }

    @Test
    void thatMayWriteNowhereSaysSoBeforeItBegins() throws Exception {
        Files.writeString(workspace.resolve("outputs"), "a file, where a folder should be");
        assertThat(exitCode(jarl("train", "experiment=cartpole_ppo"))).isEqualTo(1);
        assertThat(Files.readString(workspace.resolve("log.txt")))
                .contains("Cannot create a run folder", "outputs", "hydra.run.dir=PATH")
                .doesNotContain("\tat ");
    }

    @Test
    void onAReadOnlyDiskSaysSoBeforeItBegins() throws Exception {
        Path outputs = Files.createDirectory(workspace.resolve("outputs"));
        assumeTrue(mount(outputs, "ro,size=1m"), "this user may not mount a read-only disk");
        try {
            assertThat(exitCode(jarl("train", "experiment=cartpole_ppo"))).isEqualTo(1);
            assertThat(Files.readString(workspace.resolve("log.txt")))
                    .contains("Cannot create a run folder", "Read-only", "hydra.run.dir=PATH")
                    .doesNotContain("\tat ");
        } finally {
            endProcesses();
            new ProcessBuilder("umount", outputs.toString()).start().waitFor();
        }
    }

    @Test
    void thatBeginsWhenTheClockHasGoneBackHasAFolderOfItsOwn() {
        Path outputs = workspace.resolve("outputs");
        var noon = LocalDateTime.of(2026, 11, 20, 12, 0, 1);
        RunFolder first = RunFolder.create(outputs, noon);
        RunFolder earlier = RunFolder.create(outputs, noon.minusSeconds(1));
        RunFolder again = RunFolder.create(outputs, noon);
        assertThat(List.of(first.id(), earlier.id(), again.id()))
                .containsExactly("2026-11-20/12-00-01", "2026-11-20/12-00-00", "2026-11-20/12-00-01-2");
    }

    @Test
    void onAFullDiskSaysSoAndKeepsItsLastCheckpoint() throws Exception {
        Path disk = Files.createDirectory(workspace.resolve("small"));
        assumeTrue(mount(disk, "size=1m"), "this user may not mount a small disk");
        try {
            Process training = trainForLong("hydra.run.dir=" + disk.resolve("run"), "trainer.save_every=1000");
            assertThat(exitCode(training)).isEqualTo(1);
            String said = Files.readString(workspace.resolve("log.txt"));
            assertThat(said).contains("small").doesNotContain("\tat ");
            Run run = Run.at(disk.resolve("run"));
            assertThat(run.checkpoints().last().orElseThrow().isGood()).isTrue();
        } finally {
            endProcesses();
            new ProcessBuilder("umount", disk.toString()).start().waitFor();
        }
    }

    private static boolean mount(Path disk, String options) throws IOException, InterruptedException {
        try {
            return new ProcessBuilder("mount", "-t", "tmpfs", "-o", options, "tmpfs", disk.toString())
                            .redirectErrorStream(true)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException noMount) {
            return false;
        }
    }
}
