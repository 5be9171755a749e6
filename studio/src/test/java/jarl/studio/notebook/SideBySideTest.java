package jarl.studio.notebook;

import static org.assertj.core.api.Assertions.assertThat;

import jarl.kernel.display.Display;
import jarl.kernel.display.DisplayBundle;
import jarl.run.Configs;
import jarl.run.Run;
import jarl.run.Training;
import jarl.run.TrainingListener;
import jarl.run.judge.Comparison;
import jarl.run.replay.Film;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Two episodes side by side")
class SideBySideTest {
    @TempDir
    Path outputs;

    private Run trained(String environment, int seed) {
        return Training.train(Configs.experiment(Path.of("../configs"), List.of("environment=" + environment,
                "environment.num_envs=4", "algorithm.n_steps=64", "trainer.num_steps=256", "seed=" + seed)),
                outputs, null, new TrainingListener() {});
    }

    private SideBySide lived(String environment) {
        Run first = trained(environment, 1);
        Run second = trained(environment, 2);
        return new SideBySide(first, second, Comparison.of(first, second, 1, 7, false).getFirst());
    }

    @Test
    void areFilmedAsTheyWereLived() {
        for (String environment : List.of("cartpole", "pendulum")) {
            SideBySide two = lived(environment);

            Film film = two.film(2);

            var attempt = two.comparison().second();
            assertThat(film.frames()).hasSize(attempt.trajectory().length() + 1);
            assertThat(film.result().episodeReturn()).isEqualTo(attempt.episodeReturn());
            assertThat(film.result().truncated()).isEqualTo(environment.equals("pendulum"));
        }
    }

    @Test
    void arePlayedInACellWithAStillPictureOfBoth() {
        var renderers = Display.renderers();
        WorldViews.register(renderers);

        DisplayBundle shown = Display.bundle(lived("cartpole"));

        assertThat(shown.data().get(DisplayBundle.HTML).toString().split("<button", -1)).hasSize(3);
        assertThat(shown.data()).containsKey("image/png");
        assertThat(shown.data().get(DisplayBundle.PLAIN).toString()).contains("From start 7: 1 (ppo) return");
    }
}
