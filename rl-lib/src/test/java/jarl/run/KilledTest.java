package jarl.run;

import static org.assertj.core.api.Assertions.assertThat;

import jarl.config.Config;
import jarl.run.replay.Replay;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A training in a process of its own, which ends at a named point as `kill -9` would end it: nothing is flushed, closed
/// or said any more.
@DisplayName("A training that is killed")
class KilledTest {
    private static final List<String> TRAINING = List.of(
            "seed=3", "engine=java", "environment.num_envs=4", "trainer.num_steps=1024", "trainer.eval_every=256",
            "trainer.eval_episodes=2", "trainer.save_every=256", "trainer.replay_probability=1", "algorithm.n_steps=32",
            "algorithm.batch_size=64", "algorithm.n_epochs=1", "logger=[jsonl,csv,tensorboard]");

    @TempDir
    static Path outputs;

    private static Config config;
    private static Run whole;
    private static Path agent;

    @BeforeAll
    static void trainWithoutInterruption() throws IOException {
        config = Configs.experiment(Path.of("../configs"), TRAINING);
        whole = Training.train(config, outputs, new TrainingListener() {});
        var manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().putValue("Premain-Class", Killer.class.getName());
        agent = outputs.resolve("killer.jar");
        try (OutputStream out = Files.newOutputStream(agent)) {
            new JarOutputStream(out, manifest).close();
        }
    }

    /// Which method's how many-th call is the last thing that happens.
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "while it acts, jarl.experience.EpisodeTracker, track, 150",
        "before its first checkpoint, jarl.experience.EpisodeTracker, track, 20",
        "while it logs a row, jarl.run.logger.JsonLines, write, 30",
        "between two loggers, jarl.run.logger.TensorBoardEvents, write, 40",
        "before it writes a checkpoint, jarl.run.checkpoint.Checkpoints, write, 3",
        "between the files of a checkpoint, jarl.run.checkpoint.Checkpoints, writeMarked, 4",
        "before a checkpoint gets its name, jarl.run.checkpoint.Checkpoints, moveOver, 2",
        "before it removes old checkpoints, jarl.run.checkpoint.Checkpoints, prune, 3",
        "between a checkpoint and the record, jarl.run.Run, write, 4",
        "between the mark of the best and its link, jarl.run.checkpoint.Checkpoints, link, 2",
        "while it evaluates, jarl.evaluation.Evaluator, evaluate, 3",
        "while it lives a replay again, jarl.run.replay.Replays, verify, 3",
        "while it saves a replay, jarl.run.checkpoint.AtomicFiles, makeFolder, 2",
        "before it says that it has ended, jarl.run.Saving, ended, 1"
    })
    void endsWithTheSameBitsOnceItIsResumed(String when, String type, String method, int call) throws Exception {
        Run killed = Training.queue(config, outputs, null);
        assertThat(train(killed, type + "." + method + ":" + call)).as("exit code").isEqualTo(Killer.KILLED);
        assertThat(killed.state()).isEqualTo(RunState.ERROR);

        Training.resume(killed, new TrainingListener() {});
        assertThat(killed.state()).isEqualTo(RunState.COMPLETED);
        assertThat(rows(killed)).isEqualTo(rows(whole));
        assertThat(killed.checkpoint("last").policy()).isEqualTo(whole.checkpoint("last").policy());
        assertThat(killed.checkpoint("best").step()).isEqualTo(whole.checkpoint("best").step());
        assertThat(killed.replays().list()).extracting(Replay::id)
                .isEqualTo(whole.replays().list().stream().map(Replay::id).toList());
    }

    private static List<String> rows(Run run) throws IOException {
        return Files.readAllLines(run.folder().metrics()).stream()
                .filter(row -> !row.contains("\"kind\":\"system\""))
                .toList();
    }

    private static int train(Run run, String point) throws IOException, InterruptedException {
        Path said = run.folder().path().resolve("said.txt");
        var process = new ProcessBuilder(new ArrayList<>(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--add-modules", "jdk.incubator.vector", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1",
                        "-javaagent:" + agent + "=" + point,
                        "-cp", System.getProperty("java.class.path"), Killer.class.getName(),
                        run.folder().path().toString())))
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        try {
            assertThat(process.waitFor(2, TimeUnit.MINUTES)).as("it ends; it said " + Files.readString(said)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        return process.exitValue();
    }
}
