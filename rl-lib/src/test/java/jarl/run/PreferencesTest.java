package jarl.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jarl.config.Config;
import jarl.experience.Preference;
import jarl.experience.Trajectory;
import jarl.network.Rows;
import jarl.run.judge.Comparison.Attempt;
import jarl.run.judge.Comparison;
import jarl.run.judge.Judgement;
import jarl.space.Space;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("Preferences")
class PreferencesTest {
    private static final Space NUMBERS = Space.box(2, -10, 10);
    private static final Space CHOICE = Space.discrete(3);

    @TempDir
    Path folder;

    private Run train(String... overrides) {
        List<String> all = new ArrayList<>(
                List.of("engine=java", "seed=1", "trainer.eval_every=0", "trainer.save_every=0", "logger=disabled"));
        all.addAll(List.of(overrides));
        Config config = Configs.experiment(Path.of("../configs"), all);
        return Training.train(config, folder, new TrainingListener() {});
    }

    private static Trajectory trajectory(float... actions) {
        Rows observations = Rows.of(actions.length, 2);
        for (int i = 0; i < actions.length; i++) {
            observations.data()[2 * i] = i + 0.1f;
            observations.data()[2 * i + 1] = -1e-7f;
        }
        return new Trajectory(observations, new Rows(actions, actions.length, 1));
    }

    @Test
    void areReadAsTheyWereWritten() throws IOException {
        Path path = folder.resolve("some/preferences.jsonl");
        var file = new PreferenceFile(path, NUMBERS, CHOICE);
        file.append(new Preference(7, trajectory(0, 1, 2), trajectory(1)));
        file.append(new Preference(8, trajectory(2), trajectory(2, 2)));

        assertThat(Files.readAllLines(path)).hasSize(2).first().asString().contains("\"start\":7", "\"act\":[0,1,2]");
        List<Preference> read = file.read();
        assertThat(read).extracting(Preference::start).containsExactly(7L, 8L);
        assertThat(read.getFirst().chosen().observations().data())
                .isEqualTo(trajectory(0, 1, 2).observations().data());
        assertThat(read.getFirst().chosen().actions().data()).containsExactly(0, 1, 2);
        assertThat(read.getLast().rejected().length()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {
        "{; Unexpected end-of-input",
        "{\"start\": 1.5}; start is no whole number",
        "{\"start\": 1}; chosen: obs is missing",
        "{\"start\":1,\"chosen\":{\"obs\":[[1,2]],\"act\":[3]}}; chosen: 3 is not of",
        "{\"start\":1,\"chosen\":{\"obs\":[[1,2,3]],\"act\":[1]}}; obs[0] is not of",
        "{\"start\":1,\"chosen\":{\"obs\":[[1,2],[1,2]],\"act\":[1]}}; as many actions as observations",
        "{\"start\":1,\"chosen\":{\"obs\":[[1,\"a\"]],\"act\":[1]}}; \"a\" is not of"
    })
    void areRefusedByLineAndReasonWhereTheyAreNotOfTheWorld(String line, String reason) throws IOException {
        Path path = Files.writeString(folder.resolve("bad.jsonl"), "\n" + line + "\n");
        assertThatThrownBy(() -> new PreferenceFile(path, NUMBERS, CHOICE).read())
                .isInstanceOf(RunException.class)
                .hasMessageContaining("bad.jsonl, line 2")
                .hasMessageContaining(reason);
    }

    @Test
    void goByTheReturnOrByWhatSomebodyChose() {
        var better = new Attempt(trajectory(0), 5);
        var worse = new Attempt(trajectory(1, 1), 3);
        var comparison = new Comparison(4, worse, better, NUMBERS, CHOICE);
        assertThat(comparison.preferByReturn().orElseThrow().chosen()).isEqualTo(better.trajectory());
        assertThat(comparison.prefer(1).chosen()).isEqualTo(worse.trajectory());
        assertThat(new Comparison(4, worse, worse, NUMBERS, CHOICE).preferByReturn()).isEmpty();
        assertThatThrownBy(() -> comparison.prefer(3)).hasMessageContaining("not 3");
    }

    @Test
    void ofTwoRunsBeginAlikeAndTeachAThirdWhatTheBetterOneKnows() throws IOException {
        Run able = train("experiment=cartpole_ppo", "trainer.num_steps=30000", "trainer.eval_every=10000");
        Run beginner = train("experiment=cartpole_ppo", "trainer.num_steps=256");
        Path file = folder.resolve("pairs.jsonl");

        List<Comparison> comparisons = Comparison.of(beginner, able, 40, 0, false);
        assertThat(comparisons).allSatisfy(pair -> {
            float[] first = pair.first().trajectory().observations().data();
            assertThat(pair.second().trajectory().observations().data()).startsWith(first[0], first[1], first[2], first[3]);
            assertThat(pair.first().episodeReturn()).isEqualTo(pair.first().trajectory().length());
        });
        assertThat(Comparison.record(comparisons, file)).isBetween(30, 40);

        Run taught = train(
                "algorithm=dpo",
                "algorithm.preferences=" + file,
                "algorithm.batch_size=16",
                "algorithm.beta=0.01",
                "trainer.learning_rate=0.003",
                "trainer.num_steps=100000");
        assertThat(Judgement.of(beginner, "last", 20, 0, true).evaluation().meanReturn()).isLessThan(100);
        assertThat(Judgement.of(taught, "last", 20, 0, true).evaluation().meanReturn()).isGreaterThan(475);
    }

    @Test
    void areNotMadeAcrossWorldsNorReadThroughNormalizedObservations() throws IOException {
        Run cartPole = train("experiment=cartpole_ppo", "trainer.num_steps=256");
        Run acrobot = train("experiment=acrobot_ppo", "trainer.num_steps=4096");
        assertThatThrownBy(() -> Comparison.of(cartPole, acrobot, 2, 0, true))
                .isInstanceOf(RunException.class)
                .hasMessageContaining("CartPole-v1")
                .hasMessageContaining("Acrobot-v1");
        assertThatThrownBy(() -> train(
                        "algorithm=dpo",
                        "algorithm.preferences=" + folder.resolve("none.jsonl"),
                        "environment.wrappers=[normalize_observations]"))
                .hasMessageContaining("normalize_observations");
        assertThatThrownBy(() -> train("algorithm=dpo", "algorithm.preferences=" + folder.resolve("none.jsonl")))
                .isInstanceOf(RunException.class)
                .hasMessageContaining("none.jsonl");
    }

    @Test
    void areLearntFromWithTheSameBitsWhereverTheRunWasResumed() throws IOException {
        Run beginner = train("experiment=cartpole_ppo", "trainer.num_steps=256");
        Path file = folder.resolve("pairs.jsonl");
        Comparison.record(Comparison.of(beginner, beginner, 10, 0, false), file);
        String[] offline = {
            "algorithm=dpo", "algorithm.preferences=" + file, "algorithm.batch_size=3", "trainer.num_steps=5000",
            "trainer.save_every=1000", "trainer.keep_last=9"
        };
        Run run = train(offline);
        float[] parameters = run.checkpoints().last().orElseThrow().policy().parameters();
        long first = run.checkpoints().list().getFirst().step();
        assertThat(first).isLessThan(run.record().steps());
        run.write(run.record().ended(RunState.INTERRUPTED, RunFiles.now(), null));
        Training.resume(run, Long.toString(first), new TrainingListener() {});
        assertThat(run.checkpoints().last().orElseThrow().policy().parameters()).isEqualTo(parameters);
    }
}
