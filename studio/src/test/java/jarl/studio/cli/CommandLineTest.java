package jarl.studio.cli;

import static org.assertj.core.api.Assertions.assertThat;

import jarl.env.EnvironmentPage;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

@DisplayName("The command line")
class CommandLineTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... arguments) {
        CommandLine commandLine = Main.commandLine();
        commandLine.setOut(new PrintWriter(out));
        commandLine.setErr(new PrintWriter(err));
        commandLine.setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF));
        return commandLine.execute(arguments);
    }

    @Test
    void answersATypoInAnOverrideWithTheNearestKeyAndExitCode2() {
        assertThat(run("train", "trainer.num_stesp=10")).isEqualTo(2);
        assertThat(err.toString())
                .contains("num_stesp")
                .contains("did you mean \"num_steps\"?")
                .doesNotContain("\tat ");
    }

    @Test
    void answersAMissingRunWithWhereItLooked() {
        assertThat(run("evaluate", "1999-01-01/00-00-00")).isEqualTo(1);
        assertThat(err.toString()).contains("1999-01-01/00-00-00").contains("outputs").doesNotContain("\tat ");
    }

    @Test
    void answersAMissingNotebookInOneLine() {
        assertThat(run("notebook", "run", "nowhere.ipynb")).isNotZero();
        assertThat(err.toString()).contains("nowhere.ipynb").doesNotContain("\tat ");
    }

    @Test
    void namesFileAndLineOfAScriptThatDoesNotCompile(@TempDir Path folder) throws IOException {
        Path script = Files.writeString(folder.resolve("broken.jsh"), "int x = 3;\nint y = \"a\";\n");
        assertThat(run("script", script.toString())).isEqualTo(1);
        assertThat(err.toString()).contains("broken.jsh, line 2").contains("int y = \"a\";");
    }

    @Test
    void refusesTwoChoicesOfOneGroup() {
        assertThat(run("train", "algorithm=ppo", "algorithm.name=ppo")).isEqualTo(2);
        assertThat(err.toString()).contains("algorithm=ppo").contains("algorithm.name=ppo");
    }

    @Test
    void namesTheLoggersThereAreWhereOneIsAskedForThatIsNot() {
        assertThat(run("train", "logger.type=wandb")).isEqualTo(2);
        assertThat(err.toString()).contains("wandb").contains("jsonl").contains("disabled");
    }

    @Test
    void printsTheConfigOfATrainingAndTheJobsOfASweep() {
        assertThat(run("train", "--cfg", "job", "algorithm.name=ppo", "seed=5")).isZero();
        assertThat(out.toString()).contains("seed: 5").contains("clip_range: 0.2");
        assertThat(run("config", "-m", "seed=1,2", "algorithm.gamma=0.9,0.99")).isZero();
        assertThat(out.toString().lines().filter(line -> line.startsWith("# job"))).hasSize(4);
    }

    @Test
    void tellsWhereAValueComesFrom() {
        assertThat(run("config", "experiment=cartpole_ppo", "--why", "algorithm.gamma")).isZero();
        assertThat(out.toString()).contains("0.98").contains("experiment/cartpole_ppo.yaml:");
    }

    @Test
    void suggestsTheNearestCommandOrOptionAndNoOther() {
        assertThat(run("rnus")).isEqualTo(2);
        assertThat(err.toString()).contains("rnus", "did you mean \"runs\"?").doesNotContain("kernel");
        assertThat(run("evaluate", "--episods", "3")).isEqualTo(2);
        assertThat(err.toString()).contains("did you mean \"--episodes\"?");
        err.getBuffer().setLength(0);
        assertThat(run("xyzzy")).isEqualTo(2);
        assertThat(err.toString()).doesNotContain("did you mean").contains("Usage: jarl", "quickstart");
    }

    @Test
    void leavesToALaunchedTrainerWhatFollowsItsName() {
        var launch = (LaunchCommand) Main.commandLine()
                .parseArgs("launch", "--algorithm", "mine", "python3", "train.py", "--environment", "--help")
                .subcommand().commandSpec().userObject();
        assertThat(launch.algorithm).isEqualTo("mine");
        assertThat(launch.command).containsExactly("python3", "train.py", "--environment", "--help");
    }

    @Test
    void explainsEachCommand() {
        for (String command : Main.commandLine().getSubcommands().keySet()) {
            assertThat(run(command, "--help")).as(command).isZero();
        }
        assertThat(out.toString()).contains("Usage: jarl train", "Usage: jarl evaluate", "Usage: jarl kernel");
    }

    /// So that a start takes no longer than its own command needs, and help and typos still see all of them.
    @Test
    void readsOnlyTheCommandThatIsAskedFor() {
        assertThat(Main.commandLine("train", "seed=1").getSubcommands()).containsOnlyKeys("train");
        assertThat(Main.commandLine("--help").getSubcommands().keySet()).containsExactlyElementsOf(Commands.names());
        Main.commandLine().getSubcommands().forEach((name, command) ->
                assertThat(command.getCommandName()).isEqualTo(name));
    }

    @Test
    void completesCommandsGroupsOptionsKeysAndValues() {
        assertThat(completed("./jarl tra")).contains("train");
        assertThat(completed("./jarl train experi")).contains("experiment=");
        assertThat(completed("./jarl train experiment=cart")).contains("cartpole_ppo");
        assertThat(completed("./jarl train experiment=cartpole_ppo algorithm.clip")).contains("algorithm.clip_range=");
    }

    private String completed(String line) {
        out.getBuffer().setLength(0);
        assertThat(run("completion", "words", Integer.toString(line.length()), line)).isZero();
        return out.toString();
    }

    @Test
    void listsTheWorlds() {
        assertThat(run("env", "list")).isZero();
        assertThat(out.toString()).contains("CartPole-v1");
    }

    @Test
    void showsAWorldItsOptionsAndHowItLooks(@TempDir Path folder) {
        Path file = folder.resolve("lake.png");
        assertThat(run("env", "show", "FrozenLake-v1", "--picture", file.toString())).isZero();
        assertThat(out.toString()).contains("map_name = 4x4", "max_episode_steps = 100", "0.74 by optimal", "picture");
        assertThat(file).isNotEmptyFile();
        assertThat(BlockPicture.of(EnvironmentPage.picture("CartPole-v1"), 40).lines()).hasSize(10);
    }
}
