package jarl.studio.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import jarl.run.Runs;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

@DisplayName("Studies and preferences from the command line")
class StudyCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    Path folder;

    private int run(String... arguments) {
        CommandLine commandLine = Main.commandLine();
        commandLine.setOut(new PrintWriter(out));
        commandLine.setErr(new PrintWriter(err));
        return commandLine.execute(arguments);
    }

    private int shortStudy() {
        return run("study", "cartpole_ppo", "--seeds", "1-2", "--jobs", "2", "--to", folder.toString(),
                "--set", "trainer.num_steps=512", "--set", "trainer.eval_every=256");
    }

    @Test
    void printATableAndEndWithOneWhereAThresholdIsMissed() {
        assertThat(shortStudy()).isEqualTo(1);
        assertThat(out.toString().lines()).hasSize(3).last().asString()
                .startsWith("| cartpole_ppo | java |")
                .endsWith("**missed** |");
        assertThat(err.toString()).contains("cartpole_ppo, seed 1:", "cartpole_ppo, seed 2:");
    }

    @Test
    void sayWhatIsWrongWithTheirArguments() {
        assertThat(run("study", "cartpole_pop")).isEqualTo(2);
        assertThat(err.toString()).contains("cartpole_pop").contains("cartpole_ppo");
        assertThat(run("study", "--seeds", "five")).isEqualTo(2);
        assertThat(err.toString()).contains("\"five\"");
    }

    @Test
    void recordWhichOfTwoRunsDidBetterFromEachStart() throws IOException {
        shortStudy();
        List<String> runs =
                new Runs(folder).list().stream().map(run -> run.folder().path().toString()).toList();
        Path file = folder.resolve("pairs.jsonl");
        assertThat(run("preferences", runs.get(0), runs.get(1), "--to", file.toString(), "--episodes", "20")).isZero();
        List<String> lines = Files.readAllLines(file);
        assertThat(out.toString()).contains(lines.size() + " preferences from 20 starts added to " + file);
        assertThat(lines).hasSizeBetween(10, 20).allMatch(line -> line.startsWith("{\"start\":"));
    }
}
