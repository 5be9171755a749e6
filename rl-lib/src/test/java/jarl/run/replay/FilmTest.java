package jarl.run.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jarl.env.Action;
import jarl.env.Environment;
import jarl.env.EnvironmentEntry;
import jarl.env.Environments;
import jarl.env.Step;
import jarl.evaluation.EpisodeResult;
import jarl.run.Configs;
import jarl.run.Run;
import jarl.run.Training;
import jarl.run.TrainingListener;
import jarl.run.judge.Candidate;
import jarl.run.judge.Judgement;
import jarl.space.Space;
import java.nio.file.Path;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A film")
class FilmTest {
    @TempDir
    Path outputs;

    private Run train(String world) {
        var config = Configs.experiment(Path.of("../configs"), List.of("seed=3", "engine=java", "environment=" + world,
                "environment.num_envs=2", "trainer.num_steps=128", "algorithm.n_steps=32", "algorithm.batch_size=32"));
        return Training.train(config, outputs, new TrainingListener() {});
    }

    @Test
    void showsTheEpisodeThatAnEvaluationFromTheSameSeedLives() {
        Run run = train("snake");
        Film film = Candidate.of(run, run.checkpoint("best")).film(2);
        EpisodeResult judged = Judgement.of(run, "best", 1, 2, true).evaluation().episodes().getFirst();
        assertThat(film.result()).isEqualTo(judged);
        assertThat(film.frames()).hasSize(judged.length() + 1);
        assertThat(film.measures()).containsKey("apples");
        assertThat(film.ending()).containsEntry("game_over", true).containsKey("death_reason");
    }

    @Test
    void isRefusedWhereTheWorldDoesNotDrawItself() {
        class Dark implements Environment {
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
                return Step.on(0, 0);
            }
        }
        Environments.register(EnvironmentEntry.of("film-dark", Dark::new).timeLimit(5));
        Run run = train("film-dark");
        assertThatThrownBy(() -> Candidate.of(run, run.checkpoint("last")).film(0))
                .isInstanceOf(ReplayException.class)
                .hasMessage("Dark does not draw itself; give it picture()");
    }
}
