package jarl.studio.notebook;

import static org.assertj.core.api.Assertions.assertThat;

import jarl.evaluation.Evaluation;
import jarl.kernel.SessionOptions;
import jarl.kernel.java.CellFailure;
import jarl.kernel.java.FailureText;
import jarl.kernel.runner.ScriptRunner;
import jarl.run.Run;
import jarl.run.RunState;
import jarl.run.Runs;
import jarl.run.judge.Judgement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A learning rule written in a cell")
class CellRuleTest {
    private static final String TRAIN = """

            Run run = Training.train(
                    config("algorithm=bold", "algorithm.boldness=linear:1:0", "trainer.learning_rate=0.002",
                            "trainer.num_steps=60000", "trainer.eval_every=5000", "seed=1", "engine=java"),
                    java.nio.file.Path.of("%s"), new TrainingListener() {});
            """;

    @TempDir
    Path outputs;

    /// The first block of Java in the page is the rule.
    private static String ruleOfThePage() throws IOException {
        String page = Files.readString(Path.of("../docs/algorithms.md"));
        String block = page.substring(page.indexOf("```java\n") + "```java\n".length());
        return block.substring(0, block.indexOf("```"));
    }

    @Test
    void asInThePageTrainsLikeAnyOtherAndLearns() throws IOException {
        Path script = Files.writeString(
                outputs.resolve("bold.jsh"), ruleOfThePage() + TRAIN.formatted(outputs.resolve("runs")));
        CellFailure failure = ScriptRunner.run(script, SessionOptions.standard());
        assertThat(failure == null ? "" : FailureText.of(failure).plain()).isEmpty();

        Run run = new Runs(outputs.resolve("runs")).named("last");
        assertThat(run.state()).isEqualTo(RunState.COMPLETED);
        assertThat(run.record().algorithm()).isEqualTo("bold");
        assertThat(Files.readString(run.folder().metrics())).contains("\"boldness\":");
        Evaluation evaluation = Judgement.of(run, "best", 20, 0, true).evaluation();
        assertThat(evaluation.meanReturn()).isGreaterThan(200);
    }
}
