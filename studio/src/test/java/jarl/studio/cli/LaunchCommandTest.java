package jarl.studio.cli;

import static org.assertj.core.api.Assertions.assertThat;

import jarl.run.Run;
import jarl.run.RunState;
import jarl.run.Runs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A shell stands for a trainer of another make.
@DisplayName("The command launch")
class LaunchCommandTest {
    private static final String SAMPLE = "@METRIC {\"kind\":\"iteration\",\"training_iteration\":%d,"
            + "\"timesteps_total\":%d,\"episode_reward_mean\":%d}";

    @TempDir
    Path workspace;

    private final List<Process> started = new ArrayList<>();

    @BeforeEach
    void copyConfigs() throws IOException {
        JarlProcess.copyConfigs(workspace);
    }

    @AfterEach
    void endProcesses() {
        started.forEach(JarlProcess::end);
    }

    private Process start(String... arguments) throws IOException {
        Process process = JarlProcess.start(workspace, arguments);
        started.add(process);
        return process;
    }

    private static int exitCode(Process process) throws InterruptedException {
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).as("has ended").isTrue();
        return process.exitValue();
    }

    private int jarl(String... arguments) throws Exception {
        return exitCode(start(arguments));
    }

    private Process launch(String script) throws IOException {
        return start("launch", "--algorithm", "sb3-ppo", "--environment", "Maze-v0", "--", "/bin/sh", "-c", script);
    }

    private String said() throws IOException {
        return Files.readString(workspace.resolve("log.txt"));
    }

    private Run run() {
        return new Runs(workspace.resolve("outputs")).named("last");
    }

    private static String says(String... lines) {
        return String.join("\n", Arrays.stream(lines).map(line -> "echo '" + line + "'").toList());
    }

    @Test
    void makesARunThatTheOtherCommandsKnowOfWhatATrainerPrints() throws Exception {
        assertThat(exitCode(launch(says("hello", SAMPLE.formatted(1, 100, 4), SAMPLE.formatted(2, 200, 9))))).isZero();
        assertThat(said()).contains("hello", "Completed after 200 steps.").doesNotContain("@METRIC", "evaluate");
        assertThat(run().state()).isEqualTo(RunState.COMPLETED);

        assertThat(jarl("runs", "--json")).isZero();
        assertThat(said()).contains("sb3-ppo", "Maze-v0", "\"steps\":200");
        assertThat(jarl("tail", "last")).isZero();
        assertThat(said()).contains("mean_return_100 9");
    }

    @Test
    void endsWithAFailureWhereTheTrainerDoes() throws Exception {
        assertThat(exitCode(launch(says(SAMPLE.formatted(1, 100, 4), "out of luck") + "\nexit 3"))).isEqualTo(1);
        assertThat(said()).contains("out of luck", "Error after 100 steps.", "exit code 3");
        assertThat(run().state()).isEqualTo(RunState.ERROR);
    }

    @Test
    void stopsTheTrainerOnCtrlC() throws Exception {
        Process launch = launch("trap 'echo saved; exit 7' INT; echo ready; while :; do sleep 0.05; done");
        while (!said().contains("ready")) {
            Thread.sleep(20);
        }
        new ProcessBuilder("kill", "-INT", Long.toString(launch.pid())).start().waitFor();
        assertThat(exitCode(launch)).isEqualTo(130);
        assertThat(said()).contains("saved", "Interrupted");
        assertThat(run().state()).isEqualTo(RunState.INTERRUPTED);
    }

    @Test
    void saysThatThereIsNoSuchTrainer() throws Exception {
        assertThat(jarl("launch", "--", "no-such-trainer", "--lr", "1")).isEqualTo(1);
        assertThat(said()).contains("Cannot start no-such-trainer --lr 1").doesNotContain("\tat ");
        assertThat(jarl("launch")).isEqualTo(2);
        assertThat(said()).contains("COMMAND");
    }
}
