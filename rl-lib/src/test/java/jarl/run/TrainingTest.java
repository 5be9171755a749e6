package jarl.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jarl.config.Config;
import jarl.config.ConfigException;
import jarl.env.Action;
import jarl.env.Environment;
import jarl.env.Environments;
import jarl.env.Step;
import jarl.env.VectorEnvironment;
import jarl.evaluation.Evaluation;
import jarl.evaluation.Evaluator;
import jarl.evaluation.Seeds;
import jarl.network.Engine;
import jarl.network.java.JavaEngine;
import jarl.run.checkpoint.Checkpoint;
import jarl.run.checkpoint.CheckpointException;
import jarl.run.checkpoint.SavedPolicy;
import jarl.run.judge.Judgement;
import jarl.space.Space;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Training")
class TrainingTest {
    private static final Path CONFIGS = Path.of("../configs");
    private static final String[] SHORT = {
        "seed=3", "engine=java", "environment.num_envs=4", "trainer.num_steps=2000", "trainer.eval_every=500",
        "trainer.eval_episodes=3", "trainer.save_every=700", "algorithm.n_steps=32", "algorithm.batch_size=64",
        "algorithm.n_epochs=2"
    };

    @TempDir
    Path outputs;

    private static Config config(String... more) {
        List<String> overrides = new ArrayList<>(List.of(SHORT));
        overrides.addAll(List.of(more));
        return Configs.experiment(CONFIGS, overrides);
    }

    private Run train(String... more) {
        return Training.train(config(more), outputs, new TrainingListener() {});
    }

    /// The metric rows that must be the same for the same seed.
    private static List<String> rows(Run run) throws IOException {
        try (Stream<String> lines = Files.lines(run.folder().metrics())) {
            return lines.filter(line -> !line.contains("\"kind\":\"system\"")).toList();
        }
    }

    @Test
    void learnsTheSameWhenSeveralThreadsStepTheWorlds() throws IOException {
        Run one = train("environment=acrobot");
        Run three = train("environment=acrobot", "environment.threads=3");
        assertThat(rows(three)).isEqualTo(rows(one)).isNotEmpty();
    }

    @Test
    void leavesAFolderThatTellsTheWholeStory() throws IOException {
        Run run = train();

        RunRecord record = run.record();
        assertThat(record.state()).isEqualTo("completed");
        assertThat(record.algorithm()).isEqualTo("ppo");
        assertThat(record.environment()).isEqualTo("CartPole-v1");
        assertThat(record.seed()).isEqualTo(3);
        assertThat(record.engine()).isEqualTo("java");
        assertThat(record.reproducible()).isTrue();
        assertThat(record.steps()).isBetween(2000L, 2127L); // whole iterations of 4 × 32 steps
        assertThat(record.versions()).containsKeys("jarl", "java");
        assertThat(record.end()).isNotNull();

        assertThat(Files.readString(run.folder().resolvedConfig())).contains("clip_range: 0.2");
        assertThat(Files.readString(run.folder().overrides())).contains("environment.num_envs=4");
        JsonNode origins = new ObjectMapper().readTree(run.folder().provenance().toFile());
        assertThat(origins.get("environment.num_envs").asText()).contains("environment.num_envs=4");
        assertThat(origins.get("algorithm.gamma").asText()).contains("PpoConfig");
        assertThat(run.folder().log()).content().contains("training from step 0", "the best so far", "completed after");
        assertThat(run.checkpoints().best()).isPresent();
        assertThat(run.checkpoints().last().map(Checkpoint::step)).hasValue(record.steps());
        assertThat(Files.exists(run.folder().checkpoints().resolve("best_model_info.json"))).isTrue();
        assertThat(Files.exists(run.folder().checkpoints().resolve("policy_model_best"))).isTrue();
    }

    @Test
    void writesOneJsonObjectALine() throws IOException {
        Run run = train();
        List<String> kinds = new ArrayList<>();
        for (String line : Files.readAllLines(run.folder().metrics())) {
            JsonNode row = new ObjectMapper().readTree(line);
            kinds.add(row.get("kind").asText());
            assertThat(row.get("step").isIntegralNumber()).isTrue();
            assertThat(row.has("steps_per_second")).isEqualTo(row.get("kind").asText().equals("system"));
        }
        assertThat(kinds).contains("iteration", "episode", "evaluation", "system");
        assertThat(kinds.stream().filter("evaluation"::equals)).hasSize(4);
    }

    @ParameterizedTest
    @ValueSource(strings = {"java", "torch"})
    void givesTheSameRowsAndTheSamePolicyForTheSameSeed(String engine) throws IOException {
        Run one = train("engine=" + engine);
        Run two = train("engine=" + engine);
        Run other = train("engine=" + engine, "seed=4");
        assertThat(rows(two)).isEqualTo(rows(one)).isNotEqualTo(rows(other));
        assertThat(parameters(two)).isEqualTo(parameters(one)).isNotEqualTo(parameters(other));
    }

    private static float[] parameters(Run run) {
        return run.checkpoints().last().orElseThrow().policy().parameters();
    }

    /// Interrupts the training thread after an iteration, which stops the next collection after no step, or during an
    /// evaluation.
    private static final class InterruptAt implements TrainingListener {
        private final long step;
        private boolean done;

        InterruptAt(long step) {
            this.step = step;
        }

        @Override
        public void iterated(Progress progress) {
            if (!done && progress.steps() >= step) {
                done = true;
                Thread.currentThread().interrupt();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 500, 1100})
    void interruptedAndResumedEndsWithTheSameBitsAsOneThatWasNot(long step) throws IOException {
        Run whole = train();
        Run cut = Training.train(config(), outputs, new InterruptAt(step));
        assertThat(cut.state()).isEqualTo(RunState.INTERRUPTED);
        assertThat(Thread.interrupted()).isFalse();
        assertThat(cut.checkpoints().last()).isPresent();

        Training.resume(cut, new TrainingListener() {});
        assertThat(cut.state()).isEqualTo(RunState.COMPLETED);
        assertThat(rows(cut)).isEqualTo(rows(whole));
        assertThat(parameters(cut)).isEqualTo(parameters(whole));
    }

    @Test
    void interruptedBeforeItsFirstStepIsMarkedSoAndCanBeResumed() throws IOException {
        Run whole = train();
        Thread.currentThread().interrupt();
        Run cut = Training.train(config(), outputs, new TrainingListener() {});
        assertThat(cut.state()).isEqualTo(RunState.INTERRUPTED);
        assertThat(Thread.interrupted()).isFalse();

        Training.resume(cut, new TrainingListener() {});
        assertThat(rows(cut)).isEqualTo(rows(whole));
    }

    /// Copies the run's folder while it is trained, as a kill would leave it: rows after the last checkpoint, the last
    /// one cut.
    private final class CopyAt implements TrainingListener {
        private final Path copy = outputs.resolve("killed/run");
        private @Nullable Run training;

        @Override
        public void started(Run run) {
            training = run;
        }

        @Override
        public void iterated(Progress progress) {
            if (progress.steps() >= 1200 && Files.notExists(copy)) {
                copyAsKilled(training.folder().path());
            }
        }

        private void copyAsKilled(Path folder) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.toList()) {
                    Path to = copy.resolve(folder.relativize(file));
                    Files.createDirectories(to.getParent());
                    Files.copy(file, to, LinkOption.NOFOLLOW_LINKS);
                }
                Files.writeString(
                        copy.resolve("metrics.jsonl"), "{\"kind\":\"episode\",\"st", StandardOpenOption.APPEND);
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }
    }

    @Test
    void killedAndResumedTwiceEndsWithTheSameBitsAsOneThatWasNot() throws IOException {
        var copying = new CopyAt();
        Run whole = Training.train(config(), outputs, copying);
        Run killed = Run.at(copying.copy);
        assertThat(killed.state()).isEqualTo(RunState.ERROR);

        Training.resume(killed, new InterruptAt(1500));
        assertThat(killed.state()).isEqualTo(RunState.INTERRUPTED);
        Training.resume(killed, new TrainingListener() {});
        assertThat(rows(killed)).isEqualTo(rows(whole));
        assertThat(parameters(killed)).isEqualTo(parameters(whole));
    }

    @Test
    void goesOnFromAnEarlierCheckpointWhereTheLastIsDamaged() throws IOException {
        var copying = new CopyAt();
        Run whole = Training.train(config(), outputs, copying);
        Run killed = Run.at(copying.copy);
        List<Checkpoint> checkpoints = killed.checkpoints().list();
        Files.writeString(checkpoints.getLast().folder().resolve("state.safetensors"), "rubbish");

        String earlier = Long.toString(checkpoints.get(checkpoints.size() - 2).step());
        assertThatThrownBy(() -> Training.resume(killed, new TrainingListener() {}))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining("state.safetensors")
                .hasMessageContaining(earlier);
        Training.resume(killed, earlier, new TrainingListener() {});
        assertThat(rows(killed)).isEqualTo(rows(whole));
    }

    @Test
    void isRefusedToASecondTrainerOfTheSameRun() {
        TrainingListener second = new TrainingListener() {
            @Override
            public void iterated(Progress progress) {
                if (progress.steps() >= 1000) {
                    Training.resume(new Runs(outputs).named("last"), new TrainingListener() {});
                }
            }
        };
        assertThatThrownBy(() -> Training.train(config(), outputs, second))
                .isInstanceOf(RunException.class)
                .hasMessageContaining("trained by somebody else");
    }

    @Test
    void isStillRefusedToOthersAfterOneOfTheSameProcessWasRefused() {
        var alive = new ArrayList<Boolean>();
        TrainingListener second = new TrainingListener() {
            @Override
            public void iterated(Progress progress) {
                Run training = new Runs(outputs).named("last");
                for (int i = 0; alive.size() < 4; i++) {
                    assertThatThrownBy(() -> Training.resume(training, new TrainingListener() {}))
                            .as("attempt " + i)
                            .isInstanceOf(RunException.class);
                    alive.add(training.trainer().isPresent());
                }
            }
        };
        Run run = Training.train(config("trainer.num_steps=128"), outputs, second);
        assertThat(alive).containsOnly(true);
        assertThat(run.trainer()).isEmpty();
    }

    @Test
    void waitsInAQueueWithItsConfigAndIsThenTheSameAsAnyOther() throws IOException {
        Run whole = train();
        Run queued = Training.queue(config(), outputs, null);
        assertThat(queued.state()).isEqualTo(RunState.QUEUED);
        assertThat(queued.config().value("trainer.num_steps")).isEqualTo(2000L);

        Training.begin(queued, new TrainingListener() {});
        assertThat(queued.state()).isEqualTo(RunState.COMPLETED);
        assertThat(queued.record().engine()).isEqualTo("java");
        assertThat(rows(queued)).isEqualTo(rows(whole));
        assertThatThrownBy(() -> Training.begin(queued, new TrainingListener() {}))
                .isInstanceOf(RunException.class)
                .hasMessageContaining("completed");
    }

    @Test
    void resumedBeforeItsFirstCheckpointBeginsAnew() throws IOException {
        Run whole = train();
        Run queued = Training.queue(config(), outputs, null);
        Files.writeString(queued.folder().metrics(), "{\"kind\":\"episode\",\"step\":1}\n{\"ki");

        Training.resume(queued, new TrainingListener() {});
        assertThat(rows(queued)).isEqualTo(rows(whole));
    }

    @ParameterizedTest
    @CsvSource({"137, ERROR, SIGKILL", "139, ERROR, SIGSEGV", "143, INTERRUPTED, SIGTERM", "3, ERROR, exit code 3"})
    void tellsOfAProcessThatIsGoneByWhatItEnded(String exitCode, RunState state, String word) throws IOException {
        Run queued = Training.queue(config(), outputs, null);
        Files.writeString(queued.folder().exitCode(), exitCode + "\n");
        assertThat(queued.state()).isEqualTo(state);
        assertThat(queued.record().error()).contains(word);
    }

    @Test
    void refusesToResumeWhatIsCompleted() {
        Run run = train();
        assertThatThrownBy(() -> Training.resume(run, new TrainingListener() {}))
                .isInstanceOf(RunException.class)
                .hasMessageContaining("completed");
    }

    @Test
    void makesNoFolderForAConfigThatIsWrong() {
        assertThatThrownBy(() -> train("algorithm.clip_rnage=0.1"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("clip_rnage")
                .hasMessageContaining("clip_range");
        assertThat(outputs).isEmptyDirectory();
    }

    @Test
    void reportsAllThatIsWrongAtOnce() {
        assertThatThrownBy(() -> train("algorithm.gamma=1.5", "environment.num_envs=0"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("gamma")
                .hasMessageContaining("num_envs");
    }

    @Test
    void namesTheKeyAndTheNearestWrapperOfOneThatIsNotThere() {
        assertThatThrownBy(() -> train("environment.wrappers=[normalise_observations]"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("environment.wrappers")
                .hasMessageContaining("normalize_observations");
    }

    @Test
    void makesNoFolderForAnEnvironmentThatIsNotThere() {
        assertThatThrownBy(() -> train("environment.name=CartPole-v2")).hasMessageContaining("CartPole-v1");
        assertThat(outputs).isEmptyDirectory();
    }

    @Test
    void givesEachRunAFolderOfItsOwnEvenWithinOneSecond() {
        List<Path> folders = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            folders.add(train("trainer.num_steps=128").folder().path());
        }
        assertThat(folders).doesNotHaveDuplicates();
        assertThat(new Runs(outputs).list()).extracting(run -> run.folder().path()).containsExactlyElementsOf(folders);
    }

    @Test
    void marksARunThatFailedAndSaysWhy() {
        TrainingListener full = new TrainingListener() {
            @Override
            public void evaluated(long step, Evaluation evaluation, boolean best) {
                throw new IllegalStateException("no room left");
            }
        };
        assertThatThrownBy(() -> Training.train(config(), outputs, full)).hasMessage("no room left");
        Run run = new Runs(outputs).named("last");
        assertThat(run.state()).isEqualTo(RunState.ERROR);
        assertThat(run.record().error()).isEqualTo("no room left");
        assertThat(run.folder().log()).content().contains("IllegalStateException: no room left").contains("TrainingTest");
    }

    /// A world that fails, or is interrupted, in the middle of a step, once three seconds have passed.
    private static final class Fragile implements Environment {
        private static volatile RuntimeException failure = new IllegalStateException("the simulator crashed");
        private final long end = System.nanoTime() + 3_000_000_000L;
        private int steps;

        @Override
        public Space observationSpace() {
            return Space.box(1, 0, 1);
        }

        @Override
        public Space actionSpace() {
            return Space.discrete(2);
        }

        @Override
        public float[] reset(RandomGenerator random) {
            steps = 0;
            return new float[] {random.nextFloat()};
        }

        @Override
        public Step step(Action action) {
            if (System.nanoTime() > end) {
                throw failure;
            }
            float[] observation = {(float) ++steps / 20};
            return steps < 20 ? Step.on(1, observation) : Step.end(1, observation);
        }
    }

    @Test
    void savesWhatWasLearntUntilShortlyBeforeAWorldFailed() {
        Environments.register("fragile", Fragile::new);
        Fragile.failure = new IllegalStateException("the simulator crashed");
        assertThatThrownBy(() -> train("environment=fragile", "trainer.num_steps=100000000", "trainer.eval_every=0",
                        "trainer.save_every=0"))
                .hasMessage("the simulator crashed");
        Run run = new Runs(outputs).named("last");
        assertThat(run.state()).isEqualTo(RunState.ERROR);
        assertThat(run.checkpoints().last()).isPresent();
    }

    @Test
    void countsAWorldThatWasInterruptedWithinAStepAsInterrupted() {
        Environments.register("fragile", Fragile::new);
        Fragile.failure = new IllegalStateException(new InterruptedException());
        assertThatThrownBy(() -> train("environment=fragile", "trainer.num_steps=100000000", "trainer.eval_every=0"))
                .isSameAs(Fragile.failure);
        assertThat(new Runs(outputs).named("last").state()).isEqualTo(RunState.INTERRUPTED);
    }

    @Test
    void stopsWhereTheReturnIsReached() {
        Run run = train("trainer.stop.mean_return=10", "trainer.num_steps=100000");
        assertThat(run.state()).isEqualTo(RunState.COMPLETED);
        assertThat(run.record().steps()).isLessThan(20_000);
    }

    @Test
    void keepsTheLastCheckpointsAndTheBest() {
        Run run = train("trainer.save_every=128", "trainer.keep_last=2");
        assertThat(run.checkpoints().list()).hasSizeBetween(2, 3);
    }

    @Test
    void savesWithAPolicyWhatItNeedsToSeeRawObservations() throws IOException {
        Run run = train("environment.wrappers=[normalize_observations, normalize_rewards]", "trainer.eval_every=2000");
        JsonNode evaluation = null;
        for (String line : rows(run)) {
            JsonNode row = new ObjectMapper().readTree(line);
            if (row.get("kind").asText().equals("evaluation")) {
                evaluation = row;
            } else if (row.get("kind").asText().equals("episode")) {
                assertThat(row.get("episode_return").asInt()).isEqualTo(row.get("episode_length").asInt());
            }
        }
        assertThat(evaluation).isNotNull();
        SavedPolicy saved =
                run.checkpoints().at(evaluation.get("step").asLong()).orElseThrow().policy();
        try (Engine engine = new JavaEngine(1);
                VectorEnvironment worlds = Environments.vector("CartPole-v1", 3, Map.of())) {
            Evaluation again =
                    Evaluator.evaluate(saved.on(engine), worlds, Seeds.validation(3), true);
            assertThat(again.meanReturn()).isEqualTo(evaluation.get("mean_return").asDouble());
        }
    }

    @Test
    void judgesACheckpointTheSameEachTime() {
        Run run = train();
        Judgement first = Judgement.of(run, "best", 5, 0, true);
        Judgement again = Judgement.of(run, "best", 5, 0, true);
        assertThat(again.evaluation()).isEqualTo(first.evaluation());
        assertThat(Judgement.of(run, "best", 5, 100, true).evaluation()).isNotEqualTo(first.evaluation());
        assertThatThrownBy(() -> Judgement.of(run, "12345", 5, 0, true))
                .isInstanceOf(RunException.class)
                .hasMessageContaining("12345");
    }
}
