package jarl.studio.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jarl.env.Environments;
import jarl.run.Configs;
import jarl.run.Progress;
import jarl.run.Run;
import jarl.run.RunException;
import jarl.run.RunState;
import jarl.run.Training;
import jarl.run.TrainingListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.jspecify.annotations.Nullable;

@DisplayName("A training in a process of its own")
@Timeout(value = 4, unit = TimeUnit.MINUTES)
class ProcessTrainingTest {
    private static final String FOREVER = "trainer.num_steps=100000000";

    @TempDir
    Path outputs;

    private @Nullable Run run;

    /// Queues a run, which `stopProcess` will see ended.
    private Run queue(String... more) {
        List<String> overrides = new ArrayList<>(List.of(
                "seed=3", "engine=java", "environment.num_envs=4", "trainer.num_steps=2000", "trainer.eval_every=500",
                "trainer.eval_episodes=3", "trainer.save_every=700", "algorithm.n_steps=32", "algorithm.batch_size=64",
                "algorithm.n_epochs=2"));
        overrides.addAll(List.of(more));
        run = Training.queue(Configs.experiment(Path.of("../configs"), overrides), outputs, null);
        return run;
    }

    @AfterEach
    void stopProcess() {
        if (run != null) {
            run.trainer().ifPresent(process -> ProcessHandle.of(process).ifPresent(ProcessHandle::destroyForcibly));
        }
    }

    private static void awaitCheckpoint(Run run) throws InterruptedException {
        while (run.checkpoints().last().isEmpty()) {
            Thread.sleep(20);
        }
    }

    private static void signal(String name, long process) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-s", name, Long.toString(process)).start().waitFor();
    }

    private static List<String> rows(Run run) throws IOException {
        try (Stream<String> lines = Files.lines(run.folder().metrics())) {
            return lines.filter(line -> !line.contains("\"kind\":\"system\"")).toList();
        }
    }

    @Test
    void writesTheSameRowsAndIsFollowedRowByRow() throws Exception {
        Run here = Training.begin(queue(), new TrainingListener() {});
        var seenHere = new Steps();
        RunFollower.follow(here, seenHere);

        Run there = queue();
        var seen = new Steps();
        RunFollower.follow(ProcessTraining.start(there, List.of()), seen);

        assertThat(there.state()).isEqualTo(RunState.COMPLETED);
        assertThat(rows(there)).isEqualTo(rows(here));
        assertThat(seen.told).isEqualTo(seenHere.told).contains("started", "ended").hasSizeGreaterThan(15);
        assertThatThrownBy(() -> ProcessTraining.start(there, List.of())).isInstanceOf(RunException.class);
    }

    private static final class Steps implements RunWatcher {
        private final List<String> told = new ArrayList<>();

        @Override
        public void started(Run run) {
            told.add("started");
        }

        @Override
        public void iterated(Progress progress) {
            told.add(progress.steps() + " of " + progress.numSteps() + " " + progress.meanReturn() + " "
                    + progress.episodes() + " " + progress.measures());
        }

        @Override
        public void evaluated(long step, double meanReturn, int episodes, boolean best) {
            told.add("evaluated " + step + " " + meanReturn + " " + episodes + " " + best);
        }

        @Override
        public void ended(Run run) {
            told.add("ended");
        }
    }

    @Test
    void askedToStopSavesAndCanBeResumed() throws Exception {
        Run run = queue(FOREVER);
        var training = ProcessTraining.start(run, List.of());
        awaitCheckpoint(run);
        assertThat(run.state()).isEqualTo(RunState.RUNNING);
        assertThat(run.trainer()).isPresent().isNotEqualTo(OptionalLong.of(ProcessHandle.current().pid()));

        training.stop();
        training.await();
        assertThat(run.state()).isEqualTo(RunState.INTERRUPTED);
        assertThat(run.record().steps()).isEqualTo(run.checkpoints().last().orElseThrow().step());
    }

    @Test
    void killedIsToldAsWhatItWasAndIsResumedByAnother() throws Exception {
        Run run = queue(FOREVER);
        var training = ProcessTraining.start(run, List.of());
        awaitCheckpoint(run);
        signal("KILL", run.trainer().orElseThrow());
        training.await();
        assertThat(run.state()).isEqualTo(RunState.ERROR);
        assertThat(run.record().error()).contains("SIGKILL").contains("resume");

        long before = run.checkpoints().last().orElseThrow().step();
        var second = ProcessTraining.start(run, List.of());
        while (run.checkpoints().last().orElseThrow().step() <= before) {
            Thread.sleep(20);
        }
        assertThatThrownBy(() -> Training.resume(run, new TrainingListener() {}))
                .isInstanceOf(RunException.class)
                .hasMessageContaining("somebody else");
        second.stop();
        second.await();
        assertThat(run.state()).isEqualTo(RunState.INTERRUPTED);
    }

    @Test
    void thatDoesNotListenIsKilledInTheEnd() throws Exception {
        Run run = queue(FOREVER);
        var training = ProcessTraining.start(run, List.of());
        awaitCheckpoint(run);
        signal("STOP", run.trainer().orElseThrow()); // it hears no signal but the last

        Signals.stop(run::trainer, Duration.ofMillis(300));
        training.await();
        assertThat(run.record().error()).contains("SIGKILL");
    }

    @Test
    void whoseCellsDoNotStandAloneSaysSo() throws Exception {
        Environments.register("mine", () -> Environments.make("CartPole-v1", Map.of())); // known here alone
        Run run = queue("environment=mine");
        CellSources.keep(run, "register(\"mine\", () -> new Mine(limits), 50);\n");
        ProcessTraining.start(run, List.of()).await();
        assertThat(run.state()).isEqualTo(RunState.ERROR);
        assertThat(run.record().error()).contains("cells").contains("cells.jsh");
        assertThat(Files.readString(run.folder().log())).contains("Mine");
    }
}
