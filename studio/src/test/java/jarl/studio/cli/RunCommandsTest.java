package jarl.studio.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import jarl.run.Configs;
import jarl.run.Run;
import jarl.run.Training;
import jarl.run.TrainingListener;
import jarl.run.judge.Judgement;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

@DisplayName("Commands about runs")
class RunCommandsTest {
    @TempDir
    static Path outputs;

    private static String one;
    private static String other;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeAll
    static void train() {
        one = train("seed=3");
        other = train("seed=4");
    }

    private static String train(String... more) {
        List<String> overrides = new ArrayList<>(List.of("engine=java", "trainer.num_steps=256", "trainer.eval_every=128",
                "trainer.eval_episodes=2", "algorithm.n_steps=16", "algorithm.n_epochs=1"));
        overrides.addAll(List.of(more));
        Run run = Training.train(
                Configs.experiment(Path.of("../configs"), overrides), outputs, new TrainingListener() {});
        return run.folder().path().toString();
    }

    private int run(String... arguments) {
        CommandLine commandLine = Main.commandLine();
        commandLine.setOut(new PrintWriter(out));
        commandLine.setErr(new PrintWriter(err));
        return commandLine.execute(arguments);
    }

    @Test
    void showWhereARunStands() {
        assertThat(run("show", one)).isZero();
        assertThat(out.toString()).contains("completed", "CartPole-v1", "mean return", "checkpoints", "java engine".substring(0, 4));
        assertThat(run("show", one, "--json")).isZero();
        assertThat(out.toString().lines().toList().getLast()).startsWith("{\"id\":");
    }

    @Test
    void compareRunsAndNameTheSettingsThatDiffer() {
        assertThat(run("compare", one, other)).isZero();
        assertThat(out.toString()).contains("best_return", "policy_loss", "seed");
        assertThat(run("compare", one)).isEqualTo(2);
    }

    @Test
    void diffLikeDiffDoes() {
        assertThat(run("diff", one, other)).isEqualTo(1);
        assertThat(out.toString().lines().filter(line -> line.startsWith("seed"))).hasSize(1);
        assertThat(out.toString()).doesNotContain("clip_range");
        assertThat(run("diff", one, one)).isZero();
    }

    @Test
    void tailTheRowsOfARunThatIsOver() {
        assertThat(run("tail", one, "-n", "3", "-f")).isZero();
        assertThat(out.toString().lines()).hasSize(3);
        assertThat(err.toString()).contains("completed");
        out.getBuffer().setLength(0);
        assertThat(run("tail", one, "-n", "2", "--json")).isZero();
        assertThat(out.toString().lines()).hasSize(2).allMatch(line -> line.startsWith("{\"kind\":"));
    }

    @Test
    void archiveARun(@TempDir Path there) {
        Path file = there.resolve("run.zip");
        assertThat(run("archive", one, file.toString())).isZero();
        assertThat(file).isNotEmptyFile();
    }

    @Test
    void deleteNothingOutsideOfTheOutputs() {
        assertThat(run("delete", "--yes", one)).isEqualTo(1);
        assertThat(err.toString()).contains("outside").doesNotContain("\tat ");
        assertThat(Path.of(one)).exists();
    }

    @Test
    void importNothingThatIsNoArchive(@TempDir Path there) throws IOException {
        Path file = Files.writeString(there.resolve("x.zip"), "no zip");
        assertThat(run("import", file.toString())).isEqualTo(1);
        assertThat(err.toString()).contains("x.zip").contains("not an archive").doesNotContain("\tat ");
    }

    @Test
    void judgeTheBestAndTheLastCheckpointGreedyAndSampled() {
        assertThat(run("evaluate", one, "--episodes", "3")).isZero();
        assertThat(out.toString()).contains("mean return", "best", "last", "greedy", "sampled", "success");
        out.getBuffer().setLength(0);
        assertThat(run("evaluate", one, "--episodes", "3", "--json")).isZero();
        assertThat(out.toString().lines()).hasSize(1);
        assertThat(out.toString()).contains("\"mean_return\":", "\"ci95\":[", "\"last\":{", "\"success_ci95\":[");
        assertThat(Path.of(one, "evaluations")).isNotEmptyDirectory();
    }

    @Test
    void judgeAPolicyWithoutItsRun(@TempDir Path there) throws IOException {
        Path checkpoint = Run.at(Path.of(one)).checkpoint("last").folder();
        Path alone = Files.copy(checkpoint.resolve("policy.safetensors"), there.resolve("mine.safetensors"));
        assertThat(run("evaluate", alone.toString(), "environment=cartpole", "--episodes", "3")).isZero();
        assertThat(out.toString().lines().toList().getFirst())
                .as("the same figures as those of the run's checkpoint")
                .isEqualTo(Judgement.of(Run.at(Path.of(one)), "last", 3, 0, true).evaluation().toString());
        out.getBuffer().setLength(0);
        assertThat(run("evaluate", checkpoint.toString(), "environment=cartpole", "--episodes", "3", "--json")).isZero();
        assertThat(out.toString().lines()).hasSize(1);
        assertThat(out.toString()).contains("\"policy\":", "\"mean_return\":", "\"sampled\":{");

        assertThat(run("evaluate", alone.toString())).isEqualTo(2);
        assertThat(err.toString()).contains("environment=NAME");
        assertThat(run("evaluate", alone.toString(), "environment=pendulum")).isEqualTo(2);
        assertThat(err.toString()).contains("The policy sees", "Pendulum-v1 shows");
        assertThat(run("evaluate", one, "environment=pendulum")).isEqualTo(2);
    }

    @Test
    void askForAxesWhereTheRunHasNone() {
        assertThat(run("evaluate", one, "--vary")).isEqualTo(2);
        assertThat(err.toString()).contains("declares no axes");
    }

    @Test
    void compareTheLearningRulesOfSeveralRuns() {
        assertThat(run("evaluate", one, other, "--episodes", "3")).isZero();
        assertThat(out.toString()).contains("interquartile mean", "ppo");
    }

    @Test
    void countHowTheEpisodesOfTrainingEnded() throws IOException {
        assertThat(run("ends", one)).isZero();
        assertThat(out.toString()).contains("ended by", "mean length", "end ");
        out.getBuffer().setLength(0);
        assertThat(run("ends", one, "--json")).isZero();
        long episodes = 0;
        for (JsonNode end : new JsonMapper().readTree(out.toString())) {
            episodes += end.get("episodes").asLong();
        }
        try (Stream<String> rows = Files.lines(Run.at(Path.of(one)).folder().metrics())) {
            assertThat(episodes).isEqualTo(rows.filter(row -> row.contains("\"kind\":\"episode\"")).count()).isPositive();
        }
    }

    @Test
    void countNothingWhereNoEpisodeWasWrittenDown() {
        String unseen = train("seed=5", "logger=disabled");
        assertThat(run("ends", unseen)).isEqualTo(1);
        assertThat(err.toString()).contains("has no rows of episodes", "logger=jsonl").doesNotContain("\tat ");
        assertThat(run("ends", "no-such-run")).isEqualTo(1);
        assertThat(err.toString()).contains("No run no-such-run");
    }

    @Test
    void listLiveAgainAndDrawReplays(@TempDir Path there) {
        assertThat(run("replays", one, "--verify")).isZero();
        assertThat(out.toString()).contains("step_", "all live through again the same");
        assertThat(run("replays", one, "--draw", "best", "--to", there.toString(), "--scale", "0.25")).isZero();
        assertThat(there).isNotEmptyDirectory();
    }

    @Test
    void listRunsAsATableAndAsJson() {
        assertThat(run("runs", "--state", "completed", "--sort", "best", "--reverse", "--limit", "3")).isZero();
        assertThat(run("runs", "--sort", "beauty")).isEqualTo(2);
        assertThat(err.toString()).contains("BEST");
    }
}
