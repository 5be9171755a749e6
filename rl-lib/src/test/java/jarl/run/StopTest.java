package jarl.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jarl.config.ConfigException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("A run that is to stop early")
class StopTest {
    private static final String NEVER = "trainer.num_steps=1000000000";

    @TempDir
    Path outputs;

    private Run train(String... overrides) {
        List<String> all = new ArrayList<>(List.of(
                "engine=java", "seed=3", "environment.num_envs=2", "algorithm.n_steps=64", "trainer.save_every=0",
                "trainer.replay_best=false"));
        all.addAll(List.of(overrides));
        return Training.train(Configs.experiment(Path.of("../configs"), all), outputs, new TrainingListener() {});
    }

    @Test
    void endsWhenItsMinutesAreOver() {
        Run run = train(NEVER, "trainer.eval_every=0", "trainer.stop.minutes=0.002");
        assertThat(run.state()).isEqualTo(RunState.COMPLETED);
        assertThat(run.folder().log()).content().contains("its 0.002 minutes are over");
        assertThat(run.checkpoints().last()).isPresent();
    }

    /// Not before a hundred episodes have ended, however good the first of them are.
    @Test
    void endsWhenAHundredEpisodesHaveTheReturn() throws IOException {
        Run run = train(NEVER, "trainer.eval_every=0", "trainer.stop.mean_return=1");
        try (Stream<String> rows = Files.lines(run.folder().metrics())) {
            long episodes = rows.filter(row -> row.contains("\"kind\":\"episode\"")).count();
            assertThat(episodes).isBetween(100L, 100L + 2 * 64 / 8); // none is shorter than 8 of an iteration's 128 steps
        }
        assertThat(run.folder().log()).content().contains("the mean return of 100 episodes has reached 1.0");
    }

    @Test
    void endsAtTheFirstEvaluationThatHasTheReturn() {
        Run run = train(NEVER, "trainer.eval_every=256", "trainer.eval_episodes=2", "trainer.stop.eval_return=1");
        assertThat(run.record().steps()).isEqualTo(256);
        assertThat(run.checkpoint("best").step()).isEqualTo(256);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {
        "trainer.stop.minutes=0; trainer.stop.minutes must be greater than 0",
        "trainer.stop.no_improvement=0; trainer.stop.no_improvement must be at least 1",
        "trainer.stop.eval_return=9; trainer.eval_every must be above 0 where stop.eval_return",
        "trainer.stop.no_improvement=2; trainer.eval_every must be above 0 where stop.eval_return",
        "trainer.learning_rate=linear:1e-3:-1e-3; trainer.learning_rate must be at least 0",
        "algorithm.value_learning_rate=-1; algorithm.value_learning_rate must be at least 0"
    })
    void isRefusedWhereItCouldNotOrWouldLearnBackwards(String override, String why) {
        assertThatThrownBy(() -> train("trainer.eval_every=0", override))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(why);
        assertThat(outputs).isEmptyDirectory();
    }
}
