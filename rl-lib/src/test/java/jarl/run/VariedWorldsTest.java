package jarl.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jarl.config.ConfigException;
import jarl.env.Action;
import jarl.env.Axis;
import jarl.env.Environment;
import jarl.env.NumpyRandom;
import jarl.env.Step;
import jarl.run.judge.Candidate;
import jarl.run.judge.Generalization;
import jarl.run.judge.Judgement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A training in varied worlds")
class VariedWorldsTest {
    private static final String GRAVITY = "+environment.vary.g={train: [8.0, 12.0], test: [5.0, 15.0]}";
    private static final String POLE = "+environment.vary.pole_length={train: [.4,.6], test: [.3,.7]}";
    private static final String BOARD = "+environment.vary.grid_size={train: [6, 8], test: [5, 10]}";
    private static final Path CONFIGS = Path.of("../configs");

    @TempDir
    Path outputs;

    private static Experiment experiment(String... overrides) {
        List<String> all = new ArrayList<>(List.of(
                "seed=3", "engine=java", "environment.num_envs=3", "trainer.num_steps=3072", "trainer.eval_every=1536",
                "trainer.eval_episodes=2", "algorithm.n_steps=128", "algorithm.batch_size=64", "algorithm.n_epochs=1"));
        all.addAll(List.of(overrides));
        return Experiment.of(Configs.experiment(CONFIGS, all));
    }

    private static double worldOf(Environment world, String option, long seed) {
        world.reset(NumpyRandom.seeded(seed));
        Step step = world.step(Action.of(new float[] {0}));
        while (!step.ended()) {
            step = world.step(Action.of(new float[] {0}));
        }
        return step.measures().get("world_" + option);
    }

    @Test
    void drawsTheOptionsOfEachEpisodeFromTheRangesOfTraining() {
        try (Environment pendulum = experiment("environment=pendulum", GRAVITY).environment().one()) {
            List<Double> drawn = LongStream.range(0, 30).mapToObj(seed -> worldOf(pendulum, "g", seed)).toList();
            assertThat(drawn).allMatch(g -> g >= 8 && g <= 12).doesNotHaveDuplicates();
            assertThat(worldOf(pendulum, "g", 4)).as("the same seed, the same world").isEqualTo(drawn.get(4));
        }
        try (Environment snake = experiment("environment=snake", BOARD).environment().one()) {
            assertThat(LongStream.range(0, 30).mapToObj(seed -> worldOf(snake, "grid_size", seed)))
                    .containsOnly(6.0, 7.0, 8.0);
        }
    }

    /// Snake tells its state, Pendulum too; what was drawn is part of it.
    @ParameterizedTest
    @ValueSource(strings = {"pendulum " + GRAVITY, "cartpole " + POLE, "snake " + BOARD})
    void goesOnBitForBitWhereItWasInterrupted(String words) throws IOException {
        String world = "environment=" + words.substring(0, words.indexOf(' '));
        String vary = words.substring(words.indexOf(' ') + 1);
        Run whole = Training.train(experiment(world, vary).config(), outputs, new TrainingListener() {});
        Run cut = Training.train(experiment(world, vary).config(), outputs, new TrainingListener() {
            @Override
            public void iterated(Progress progress) {
                if (progress.steps() == 4 * 3 * 128) {
                    Thread.currentThread().interrupt();
                }
            }
        });
        assertThat(cut.state()).isEqualTo(RunState.INTERRUPTED);
        Training.resume(cut, new TrainingListener() {});
        assertThat(rows(cut)).isEqualTo(rows(whole)).anyMatch(row -> row.contains("\"world_"));
        assertThat(cut.checkpoint("last").policy()).isEqualTo(whole.checkpoint("last").policy());
    }

    private static List<String> rows(Run run) throws IOException {
        return Files.readAllLines(run.folder().metrics()).stream()
                .filter(row -> !row.contains("\"kind\":\"system\""))
                .toList();
    }

    @Test
    void isJudgedAlongTheAxesOfItsOwnConfig() {
        Run run = Training.train(
                experiment("environment=pendulum", GRAVITY).config(), outputs, new TrainingListener() {});
        assertThat(run.world().axes())
                .containsExactly(new Axis("g", new Axis.Range(8, 12), new Axis.Range(5, 15), false));
        var candidate = Candidate.of(run, run.checkpoint("best"));
        Generalization result = Generalization.of(candidate, Generalization.axes(List.of(), candidate), 4, 0);
        assertThat(result.regions().get(Axis.Region.IN_DISTRIBUTION))
                .as("as it was trained: with options drawn anew for each episode")
                .isEqualTo(Judgement.of(run, "best", 4, 0, true).evaluation());
        assertThat(result.regions().get(Axis.Region.EXTRAPOLATION).errors()).isZero();
        var replays = run.replays();
        assertThat(replays.list()).isNotEmpty().allSatisfy(replays::verify);
    }

    @Test
    void isJudgedWithPolesOfTheLengthsOfTrainingAndOfOthers() {
        Run run = Training.train(experiment("environment=cartpole", POLE).config(), outputs, new TrainingListener() {});
        var candidate = Candidate.of(run, run.checkpoint("best"));
        Generalization result = Generalization.of(candidate, Generalization.axes(List.of(), candidate), 20, 0);
        assertThat(result.regions()).containsOnlyKeys(Axis.Region.values())
                .allSatisfy((region, evaluation) -> assertThat(evaluation.errors()).isZero());
        assertThat(result.regions().get(Axis.Region.EXTRAPOLATION)).as("other poles")
                .isNotEqualTo(result.regions().get(Axis.Region.INTERPOLATION));
        assertThat(Generalization.axes(List.of(POLE.substring(POLE.indexOf("pole_length"))), candidate))
                .as("the same words behind --vary").isEqualTo(run.world().axes());
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "gravity={train: [8.0, 12.0], test: [5.0, 15.0]} / Unknown option \"gravity\" of Pendulum-v1",
        "g=[8.0, 12.0] / train: [0.4, 0.6]",
        "g={train: [8.0, 12.0], test: [9.0, 15.0]} / must hold the one of training"
    })
    void isRefusedBeforeItBeginsWhereAnAxisDoesNotFit(String words) {
        String[] halves = words.split(" / ");
        assertThatThrownBy(() -> experiment("environment=pendulum", "+environment.vary." + halves[0]))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("vary: ")
                .hasMessageContaining(halves[1]);
    }

    @Test
    void isRefusedWhereAWorldOfItsRangesCannotBe() {
        assertThatThrownBy(() -> experiment("environment=cartpole",
                        "+environment.vary.pole_length={train: [.4,.6], test: [0,.7]}"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("pole_length of CartPole-v1 lies in 0.001 … 1000.0; 0.0 does not");
    }

    @Test
    void isRefusedWhereAnOptionChangesWhatIsSeen() {
        assertThatThrownBy(() -> experiment("environment=snake", "+environment.vary.vision={train: [2, 3], test: [1, 4]}"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("cannot be varied");
    }
}
