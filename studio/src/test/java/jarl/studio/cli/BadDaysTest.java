package jarl.studio.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import jarl.kernel.install.KernelSpec;
import jarl.run.Run;
import jarl.run.RunState;
import jarl.run.Runs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Trainings in processes of their own, to which bad things happen.
@DisplayName("A training process")
class BadDaysTest {
    @TempDir
    Path workspace;

    @BeforeEach
    void copyConfigs() throws IOException {
        Path from = Path.of("../configs");
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, workspace.resolve("configs").resolve(from.relativize(file).toString()));
            }
        }
    }

    private Process jarl(String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(KernelSpec.JVM_FLAGS);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), "jarl.studio.cli.Main"));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .directory(workspace.toFile())
                .redirectErrorStream(true)
                .redirectOutput(workspace.resolve("log.txt").toFile())
                .start();
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
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).as("has ended").isTrue();
        return process.exitValue();
    }

    private static List<String> metrics(Run run) throws IOException {
        return Files.readAllLines(run.folder().metrics());
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
    void onAFullDiskSaysSoAndKeepsItsLastCheckpoint() throws Exception {
        Path disk = Files.createDirectory(workspace.resolve("small"));
        assumeTrue(mount(disk), "this user may not mount a small disk");
        try {
            Process training = trainForLong("hydra.run.dir=" + disk.resolve("run"), "trainer.save_every=1000");
            assertThat(exitCode(training)).isEqualTo(1);
            String said = Files.readString(workspace.resolve("log.txt"));
            assertThat(said).contains("small").doesNotContain("\tat ");
            Run run = Run.at(disk.resolve("run"));
            assertThat(run.checkpoints().last().orElseThrow().isGood()).isTrue();
        } finally {
            new ProcessBuilder("umount", disk.toString()).start().waitFor();
        }
    }

    private static boolean mount(Path disk) throws IOException, InterruptedException {
        try {
            return new ProcessBuilder("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", disk.toString())
                            .redirectErrorStream(true)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException noMount) {
            return false;
        }
    }
}
