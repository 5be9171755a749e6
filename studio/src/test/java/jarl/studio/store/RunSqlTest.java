package jarl.studio.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jarl.run.Runs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tech.tablesaw.api.Table;

@DisplayName("SQL over runs")
class RunSqlTest {
    @TempDir
    Path outputs;

    @BeforeEach
    void writeRuns() throws IOException {
        run("10-00-00", "ppo", 480.5, """
                {"kind":"episode","step":20,"episode":1,"episode_return":20.0,"episode_length":20}
                {"kind":"iteration","step":32,"iteration":1,"policy_loss":"NaN"}
                {"kind":"evaluation","step":32,"iteration":1,"mean_return":480.5}
                {"kind":"episode","step":50,"episode":2,"episode_return":30.0,"episode_length":30}
                {"kind":"iteration","step":64,"iteration":2,"policy_loss":0.25,"mean_return_100":25.0}
                {"kind":"episode","step":90,"episode":3,"episode_ret""");
        run("11-00-00", "dqn", null, """
                {"kind":"episode","step":9,"episode":1,"episode_return":9,"episode_length":9,"apples":2.0}
                """);
        run("12-00-00", "ppo", null, null);
    }

    private void run(String time, String algorithm, Double best, String metrics) throws IOException {
        Path folder = Files.createDirectories(outputs.resolve("2026-11-20/" + time));
        Files.writeString(folder.resolve("run.json"), """
                {
                  "id" : "2026-11-20/%s", "state" : "completed", "algorithm" : "%s", "environment" : "CartPole-v1",
                  "seed" : 42, "engine" : "java", "device" : "cpu", "threads" : 1, "steps" : 64,
                  "versions" : { "java" : "25" }, "host" : "it's here", "git" : { "commit" : "abc", "dirty" : true },
                  "start" : "2026-11-20T10:00:00.123+01:00", "end" : null, "best" : %s, "error" : null,
                  "reproducible" : true
                }
                """.formatted(time, algorithm, best == null ? "null" : "{\"step\": 32, \"mean_return\": " + best + "}"));
        if (metrics != null) {
            Files.writeString(folder.resolve("metrics.jsonl"), metrics);
        }
    }

    private Table ask(String question) {
        return new RunSql(new Runs(outputs)).ask(question);
    }

    @Test
    void knowsWhatTheRecordsOfRunsSay() {
        Table answer = ask("select run, algorithm, steps, best_return, best_step, host, dirty from runs order by run");
        assertThat(answer.rowCount()).isEqualTo(3);
        assertThat(answer.row(0).getString("run")).isEqualTo("2026-11-20/10-00-00");
        assertThat(answer.row(0).getLong("steps")).isEqualTo(64);
        assertThat(answer.row(0).getDouble("best_return")).isEqualTo(480.5);
        assertThat(answer.row(0).getLong("best_step")).isEqualTo(32);
        assertThat(answer.row(0).getString("host")).isEqualTo("it's here");
        assertThat(answer.row(0).getString("dirty")).isEqualTo("true");
        assertThat(answer.row(1).isMissing("best_return")).isTrue();
    }

    @Test
    void readsRowsOfAllRunsAndLeavesOutALineThatIsCut() {
        Table episodes = ask("select * from episodes order by run, step");
        assertThat(episodes.longColumn("step").asList()).containsExactly(20L, 50L, 9L);
        assertThat(episodes.columnNames())
                .containsExactlyInAnyOrder("run", "step", "episode", "episode_return", "episode_length", "apples");
        assertThat(episodes.doubleColumn("episode_return").asList()).containsExactly(20.0, 30.0, 9.0);
    }

    @Test
    void countsAMeasureThatWasNotANumberOnceAsANumberElsewhere() {
        Table losses = ask("select policy_loss from metrics where kind = 'iteration' and not isnan(policy_loss)");
        assertThat(losses.doubleColumn(0).asList()).containsExactly(0.25);
    }

    @Test
    void joinsRunsWithTheirRows() {
        Table answer = ask("""
                select algorithm, count(*) as episodes, max(episode_return) as best
                from runs join episodes using (run) group by algorithm order by algorithm""");
        assertThat(answer.stringColumn("algorithm").asList()).containsExactly("dqn", "ppo");
        assertThat(answer.longColumn("episodes").asList()).containsExactly(1L, 2L);
        assertThat(answer.doubleColumn("best").asList()).containsExactly(9.0, 30.0);
        assertThat(ask("select mean_return from evaluations").doubleColumn(0).asList()).containsExactly(480.5);
    }

    @Test
    void knowsEveryEpisodeOnTestSeeds() throws IOException {
        Path folder = Files.createDirectories(outputs.resolve("2026-11-20/10-00-00/evaluations"));
        Files.writeString(folder.resolve("step_32-greedy-seeds_0_1.jsonl"), """
                {"checkpoint":32,"greedy":true,"seed":3221225472,"episode_return":9.0,"success":false,"error":null}
                {"checkpoint":32,"greedy":true,"seed":3221225473,"episode_return":11.0,"success":true,"error":null}
                """);
        Table tests = ask("select run, checkpoint, avg(episode_return) as mean from tests where greedy group by all");
        assertThat(tests.row(0).getString("run")).isEqualTo("2026-11-20/10-00-00");
        assertThat(tests.row(0).getLong("checkpoint")).isEqualTo(32);
        assertThat(tests.row(0).getDouble("mean")).isEqualTo(10);
    }

    @Test
    void saysWhatIsWrongWithAQuestionInDuckDBsWords() {
        assertThatThrownBy(() -> ask("select retrun from episodes"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("retrun")
                .hasMessageContaining("evaluations");
    }

    @Test
    void answersWithoutAnyRunsAndPassesOverADamagedOne() throws IOException {
        assertThat(new RunSql(new Runs(outputs.resolve("none"))).ask("select count(*) as n from runs, metrics")
                        .longColumn("n").get(0)).isZero();
        Files.writeString(outputs.resolve("2026-11-20/11-00-00/run.json"), "{\"id\":");
        assertThat(ask("select * from runs").rowCount()).isEqualTo(2);
    }
}
