package jarl.run.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import jarl.env.Action;
import jarl.env.Axis;
import jarl.env.Environment;
import jarl.env.Environments;
import jarl.env.Step;
import jarl.run.Configs;
import jarl.run.EpisodeEnds;
import jarl.run.Run;
import jarl.run.RunException;
import jarl.run.Training;
import jarl.run.TrainingListener;
import jarl.run.judge.Candidate;
import jarl.run.judge.Generalization;
import jarl.run.judge.Judgement;
import jarl.run.judge.ScoreComparison;
import jarl.space.Space;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Replays and judgements")
class ReplaysTest {
    private static final String[] SHORT = {
        "seed=3", "engine=java", "environment.num_envs=4", "trainer.num_steps=512", "trainer.eval_every=128",
        "trainer.eval_episodes=4", "algorithm.n_steps=32", "algorithm.batch_size=64", "algorithm.n_epochs=1"
    };

    @TempDir
    Path outputs;

    private Run train(String... more) {
        List<String> overrides = new ArrayList<>(List.of(SHORT));
        overrides.addAll(List.of(more));
        return Training.train(Configs.experiment(Path.of("../configs"), overrides), outputs, new TrainingListener() {});
    }

    @Test
    void areRecordedWhereAnEvaluationIsTheBestAndByChance() {
        Run some = train();
        List<Replay> best = some.replays().list();
        assertThat(best).isNotEmpty().hasSizeLessThanOrEqualTo(4);
        assertThat(some.replays().named("best").episodeReturn())
                .isEqualTo(best.stream().mapToDouble(Replay::episodeReturn).max().orElseThrow());
        assertThat(train("trainer.replay_probability=1").replays().list()).hasSize(16);
        assertThat(train("trainer.replay_best=false").replays().list()).isEmpty();
        assertThatThrownBy(() -> some.replays().named("step_1-seed_1")).hasMessageContaining(best.getFirst().id());
    }

    @Test
    void liveThroughAgainTheSameInWorldsOfEachKindOfAction() {
        for (String world : List.of("environment=cartpole", "environment=pendulum", "environment=snake")) {
            Run run = train(world, "trainer.eval_every=512", "trainer.eval_episodes=1");
            var replays = run.replays();
            Replay replay = replays.list().getFirst();
            replays.verify(replay);
            List<Replays.Frame> frames = replays.frames(replay);
            assertThat(frames).hasSize(replay.length() + 1);
            assertThat(frames).allMatch(frame -> frame.picture() != null);
            assertThat(replays.ends()).hasSize(1);
        }
    }

    @Test
    void tellHowASnakeDied() {
        Run run = train("environment=snake", "trainer.replay_probability=1");
        assertThat(run.replays().ends().keySet()).isSubsetOf("wall", "self", "starvation").isNotEmpty();
    }

    @Test
    void ofTrainingEpisodesTheDeathsAreCounted() throws IOException {
        Run run = train("environment=snake", "environment.options.max_episode_steps=30");
        List<EpisodeEnds.End> ends = EpisodeEnds.of(run).ends();
        assertThat(ends).extracting(EpisodeEnds.End::by).contains("wall").isSubsetOf("wall", "self", "starvation", "time_limit");
        try (var rows = Files.lines(run.folder().metrics())) {
            assertThat(rows.filter(row -> row.contains("\"episode_return\""))).hasSize(
                    ends.stream().mapToInt(end -> (int) end.episodes()).sum());
        }
        assertThat(ends.stream().mapToDouble(EpisodeEnds.End::share).sum()).isEqualTo(1, within(1e-12));

        Run unlogged = train("logger=disabled");
        assertThatThrownBy(() -> EpisodeEnds.of(unlogged)).isInstanceOf(RunException.class).hasMessageContaining("logger=jsonl");
    }

    @Test
    void areRefusedWhereTheyDoNotComeOutTheSame() throws IOException {
        Run run = train();
        var replays = run.replays();
        Replay replay = replays.list().getFirst();
        Path file = run.folder().replays().resolve(replay.id() + ".json");
        Files.writeString(file, Files.readString(file).replace(
                "\"episode_return\":" + replay.episodeReturn(), "\"episode_return\":" + (replay.episodeReturn() + 1)));
        assertThatThrownBy(() -> replays.verify(replays.list().getFirst()))
                .isInstanceOf(ReplayException.class)
                .hasMessageContaining("does not reproduce")
                .hasMessageContaining(replay.id());
    }

    @Test
    void areDrawnAsAStripOfPictures() throws IOException {
        Run run = train();
        var replays = run.replays();
        Replay replay = replays.list().getFirst();
        Path strip = outputs.resolve("strip");
        assertThat(replays.export(replay, strip, 0.5)).isEqualTo(replay.length() + 1);
        assertThat(ImageIO.read(strip.resolve("0000.png").toFile())).isNotNull();
        assertThat(strip.resolve(String.format(Locale.ROOT, "%04d.png", replay.length()))).isNotEmptyFile();
    }

    /// Draws chance from elsewhere than its generator, and fails in the world of one seed.
    private static final class Wild implements Environment {
        private static int worlds;
        private static boolean failing;
        private int steps;
        private boolean doomed;

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
            doomed = failing && random.nextInt(2) == 0;
            worlds++;
            return new float[] {0};
        }

        @Override
        public Step step(Action action) {
            if (doomed) {
                throw new IllegalStateException("the simulator crashed");
            }
            return ++steps < 5 ? Step.on(worlds, 0) : Step.end(1, 0).measure("success", 1);
        }
    }

    @Test
    void areNotKeptOfAWorldWhoseChanceComesFromElsewhere() {
        Environments.register("wild", Wild::new);
        Wild.failing = false;
        Run run = train("environment=wild");
        assertThat(run.replays().list()).isEmpty();
        assertThat(run.folder().log()).content().contains("does not reproduce");
    }

    @Test
    void countFailuresOfTheWorldByThemselves() {
        Environments.register("wild", Wild::new);
        Wild.failing = false;
        Run run = train("environment=wild", "trainer.num_steps=128");
        Wild.failing = true;
        var evaluation = Judgement.of(run, "best", 20, 0, true).evaluation();
        assertThat(evaluation.errors()).isBetween(4, 16);
        assertThat(evaluation.episodes().stream().filter(episode -> episode.error() != null))
                .allMatch(episode -> "the simulator crashed".equals(episode.error()));
        assertThat(evaluation.success().orElseThrow().share()).isEqualTo((20 - evaluation.errors()) / 20.0);
    }

    @Test
    void storeEveryEpisodeAsARow() throws IOException {
        Run run = train();
        Path file = Judgement.of(run, "best", 5, 10, true).store();
        assertThat(Files.readAllLines(file)).hasSize(5).allMatch(row -> row.contains("\"success\":false"));
        assertThat(file.getFileName().toString()).contains("greedy", "seeds_10_14");
        assertThat(Judgement.of(run, "best", 5, 10, true).store()).isEqualTo(file);
    }

    @Test
    void judgeAPolicyInWorldsThatDifferFromItsOwn() {
        Run run = train("environment=pendulum");
        var candidate = Candidate.of(run, run.checkpoint("best"));
        List<Axis> axes = Generalization.axes(List.of("g={train: [8.0, 12.0], test: [2.0, 20.0]}"), candidate);
        Generalization result = Generalization.of(candidate, axes, 6, 0);
        assertThat(result.regions()).hasSize(3);
        assertThat(result.regions().get(Axis.Region.IN_DISTRIBUTION))
                .isEqualTo(Judgement.of(run, "best", 6, 0, true).evaluation());
        assertThat(result.regions().get(Axis.Region.INTERPOLATION))
                .isNotEqualTo(result.regions().get(Axis.Region.EXTRAPOLATION));
        assertThat(result.gap().interval().low()).isLessThanOrEqualTo(result.gap().mean());
        List<Axis> unknown = Generalization.axes(List.of("gg={train: [1.0, 2.0], test: [0.0, 3.0]}"), candidate);
        assertThatThrownBy(() -> Generalization.of(candidate, unknown, 6, 0)).hasMessageContaining("gg");
        assertThatThrownBy(() -> Generalization.axes(List.of(), candidate)).hasMessageContaining("declares no axes");
        assertThatThrownBy(() -> Generalization.axes(List.of("g=[1, 2]"), candidate)).hasMessageContaining("train: [0.4, 0.6]");
    }

    @Test
    void compareLearningRulesByTheirRuns() {
        Judgement one = Judgement.of(train(), "best", 4, 0, true);
        Judgement two = Judgement.of(train("seed=4"), "best", 4, 0, true);
        ScoreComparison comparison = ScoreComparison.of(List.of(one, two));
        assertThat(comparison.normalized()).isFalse();
        assertThat(comparison.methods()).hasSize(1);
        assertThat(comparison.methods().getFirst().iqm())
                .isEqualTo((one.evaluation().meanReturn() + two.evaluation().meanReturn()) / 2);
    }

    @Test
    void stopWhereNothingImprovesAnyMore() {
        Run run = train("environment=corridor_of_one", "trainer.num_steps=100000", "trainer.stop.no_improvement=3");
        assertThat(run.record().steps()).as("the first evaluation is the best, then three in vain").isEqualTo(4 * 128);
        assertThat(run.folder().log()).content().contains("3 evaluations in a row");
    }

    static {
        Environments.register("corridor_of_one", One::new);
    }

    /// Every episode is one step and pays one.
    private static final class One implements Environment {
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
            return new float[] {0};
        }

        @Override
        public Step step(Action action) {
            return Step.end(1, 0);
        }
    }

    @Test
    void stopWhereAnEvaluationReachesAReturn() {
        Run run = train("environment=corridor_of_one", "trainer.num_steps=100000", "trainer.stop.eval_return=1");
        assertThat(run.record().steps()).isEqualTo(128);
    }
}
