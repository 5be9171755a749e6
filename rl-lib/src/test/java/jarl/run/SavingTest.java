package jarl.run;

import static org.assertj.core.api.Assertions.assertThat;

import jarl.run.Saving.Spares;
import jarl.run.checkpoint.Checkpoint;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// By a clock of its own: a failure in the middle of an iteration saves the spare, where one was kept.
@DisplayName("A spare between checkpoints")
class SavingTest {
    private static final long SECOND = 1_000_000_000L;

    @TempDir
    Path outputs;

    private Parts parts;
    private Run run;
    private final TrainingRecord state = new TrainingRecord();
    private long now;
    private long cost; // of looking at the clock

    @BeforeEach
    void openARun() {
        var config = Configs.experiment(Path.of("../configs"), List.of("seed=3", "engine=java", "environment.num_envs=2"));
        parts = Parts.open(Experiment.of(config));
        run = Training.queue(config, outputs, null);
    }

    @AfterEach
    void closeIt() {
        parts.close();
    }

    private Saving saving(long bytes) {
        var spares = new Spares(() -> now += cost, 2 * SECOND, 100, bytes);
        return new Saving(run, run.record(), parts, state, Map::of, spares);
    }

    private void spareAt(Saving saving, long step, long seconds) {
        state.steps = step;
        now = seconds * SECOND;
        saving.keepSpare();
    }

    private List<Long> saved() {
        return run.checkpoints().list().stream().map(Checkpoint::step).toList();
    }

    @Test
    void isTakenEveryTwoSecondsAndSavedAfterAFailure() {
        Saving saving = saving(64_000_000);
        spareAt(saving, 100, 1);
        saving.rescue();
        assertThat(saved()).as("nothing was due yet").isEmpty();
        spareAt(saving, 200, 2);
        spareAt(saving, 300, 3);
        saving.rescue();
        assertThat(saved()).containsExactly(200L);
        assertThat(run.record().steps()).isEqualTo(200);
    }

    @Test
    void costsAHundredthOfTheTimeAtMost() {
        Saving saving = saving(64_000_000);
        cost = SECOND; // each look at the clock: the spare of second 5 takes one
        spareAt(saving, 100, 5);
        cost = 0;
        spareAt(saving, 200, 100);
        saving.rescue();
        assertThat(saved()).containsExactly(100L);
        spareAt(saving, 300, 110);
        saving.rescue();
        assertThat(saved()).containsExactly(100L, 300L);
    }

    @Test
    void isGivenUpWhereTheStateIsTooLarge() {
        Saving saving = saving(1000);
        spareAt(saving, 100, 3);
        spareAt(saving, 200, 1_000_000);
        saving.rescue();
        assertThat(saved()).isEmpty();
    }
}
