package jarl.studio.notebook;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jarl.kernel.install.KernelSpec;
import jarl.run.Run;
import jarl.run.RunState;
import jarl.run.Runs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Notebooks that train, each executed in a workspace and a process of its own.
@DisplayName("A notebook")
class BackgroundTrainingTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SMALL =
            "\"environment.num_envs=4\", \"trainer.eval_every=0\", \"algorithm.n_steps=32\", \"algorithm.n_epochs=1\"";
    private static final String CORRIDOR = """
            int length = 6;
            String name = "a \\"corridor\\"\\n";
            class Corridor implements Environment {
                final String called = name;
                int cell;
                public Space observationSpace() { return Space.box(1, 0, length - 1); }
                public Space actionSpace() { return Space.discrete(2); }
                public float[] reset(RandomGenerator random) { cell = 0; return new float[] {cell}; }
                public Step step(Action action) {
                    cell = clamp(cell + (action.choice() == 1 ? 1 : -1));
                    return cell == length - 1 ? Step.end(0, cell) : Step.on(-1, cell);
                }
            }
            int clamp(int cell) { return Math.clamp(cell, 0, length - 1); }
            register("corridor", Corridor::new, 50);
            """;

    @TempDir
    Path workspace;

    @BeforeEach
    void copyConfigs() throws IOException {
        Path from = Path.of("../configs");
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, workspace.resolve("configs").resolve(from.relativize(file).toString()));
            }
        }
    }

    /// Executes a notebook of these cells.
    ///
    /// @return its cells with their outputs
    private JsonNode execute(String... sources) throws IOException, InterruptedException {
        ObjectNode notebook = (ObjectNode) JSON.readTree(Path.of("../notebooks/01-quickstart.ipynb").toFile());
        ArrayNode cells = notebook.putArray("cells");
        for (String source : sources) {
            ObjectNode cell = cells.addObject().put("cell_type", "code").put("id", "cell-" + cells.size());
            cell.putNull("execution_count").put("source", source).putObject("metadata");
            cell.putArray("outputs");
        }
        Path file = workspace.resolve("notebook.ipynb");
        Path executed = workspace.resolve("executed.ipynb");
        JSON.writeValue(file.toFile(), notebook);
        jarl("notebook", "run", file.toString(), executed.toString());
        return JSON.readTree(executed.toFile()).get("cells");
    }

    /// Runs a command to its end.
    ///
    /// @return what it said
    private String jarl(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(KernelSpec.JVM_FLAGS);
        command.addAll(KernelFlags.ALL);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), "jarl.studio.cli.Main"));
        command.addAll(List.of(arguments));
        Path log = workspace.resolve("log.txt");
        Process process = new ProcessBuilder(command)
                .directory(workspace.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        assertThat(process.waitFor(3, TimeUnit.MINUTES)).isTrue();
        return Files.readString(log);
    }

    private List<Run> runs() {
        return new Runs(workspace.resolve("outputs")).list();
    }

    private static String printed(JsonNode cell) {
        return cell.get("outputs").findValues("text").toString();
    }

    private static long figures(JsonNode cells) {
        return cells.findValues("application/vnd.plotly.v1+json").size();
    }

    @Test
    void trainsAWorldOfItsCellsInAnotherProcessWhichKeepsTheSource() throws Exception {
        JsonNode cells = execute(CORRIDOR, "var there = train(\"environment=corridor\", \"launcher=process\","
                + " \"trainer.num_steps=1000\", " + SMALL + ");",
                "var here = train(\"environment=corridor\", \"trainer.num_steps=1000\", " + SMALL + ");\n"
                        + "System.out.println(there.state() + \" \" + here.state());");

        assertThat(printed(cells.get(2))).contains("COMPLETED COMPLETED");
        assertThat(figures(cells)).isEqualTo(2);
        for (Run run : runs()) {
            assertThat(run.folder().path().resolve("cells.jsh")).content().contains("class Corridor", "int clamp(");
        }
        assertThat(rows(runs().get(0))).isEqualTo(rows(runs().get(1)));
        assertThat(jarl("evaluate", "last", "--episodes", "2")).contains("over 2 greedy episodes of Corridor");
        assertThat(jarl("rerun", "last", "seed=7")).contains("Completed after");
    }

    private static List<String> rows(Run run) throws IOException {
        try (Stream<String> lines = Files.lines(run.folder().metrics())) {
            return lines.filter(line -> !line.contains("\"kind\":\"system\"")).toList();
        }
    }

    @Test
    void goesOnWhileRunsTrainAndHearsOfTheirFailures() throws Exception {
        JsonNode cells = execute(
                CORRIDOR,
                "class Broken extends Corridor {\n"
                        + "    public Step step(Action action) { throw new IllegalStateException(\"the world broke\"); }\n"
                        + "}\nregister(\"broken\", Broken::new, 50);",
                "var bad = start(\"environment=broken\", " + SMALL + ");",
                "var first = start(\"trainer.num_steps=2000\", \"seed=1\", " + SMALL + ");\n"
                        + "var endless = start(\"trainer.num_steps=100000000\", \"seed=2\", " + SMALL + ");\n"
                        + "live(endless);",
                "int meanwhile = 6 * 7; System.out.println(meanwhile);",
                "await(first);\nwhile (endless.state() != RunState.RUNNING) Thread.sleep(10);\nThread.sleep(700);\n"
                        + "stop(endless);\nawait();\nSystem.out.println(first.state() + \" \" + endless.state());",
                "try { await(bad); } catch (RunException told) { System.out.println(told.getMessage()); }");

        assertThat(printed(cells.get(2))).contains("started in cell 3, failed: the world broke");
        assertThat(printed(cells.get(4))).contains("42");
        assertThat(printed(cells.get(5))).contains("COMPLETED INTERRUPTED");
        assertThat(printed(cells.get(6))).contains("started in cell 3, failed: the world broke");
        assertThat(runs()).extracting(Run::state)
                .containsExactly(RunState.ERROR, RunState.COMPLETED, RunState.INTERRUPTED);
        assertThat(figures(cells.get(3))).isOne();
        assertThat(cells.get(3).get("outputs").toString()).contains("interrupted");
    }

    /// By Jupyter's own executor too, which drops what is first shown after a cell's end.
    @Test
    void keepsTheDrawingOfARunThatGoesOnAtItsEnd() throws Exception {
        JsonNode cells = execute(
                "var endless = start(\"trainer.num_steps=100000000\", " + SMALL + ");\nThread.sleep(2000);",
                "live(endless);");

        String shown = cells.get(1).get("outputs").toString();
        assertThat(shown).contains("ppo on CartPole-v1", " of 100,000,000 steps", " left");
        assertThat(shown).doesNotContain(" 128 of 100,000,000 steps"); // the first iteration, long ago
        assertThat(figures(cells.get(1))).isOne();
        assertThat(runs().getFirst().state()).isNotEqualTo(RunState.COMPLETED);
    }

    @Test
    void filmsWhatARunHasLearntSoFarAndChangesNothingOfIt() throws Exception {
        String run = "start(\"trainer.num_steps=3000\", \"trainer.save_every=1000\", " + SMALL + ")";
        JsonNode cells = execute("var seen = " + run + ";\nwatchNow(seen);\nvar done = await(seen);", "await(" + run + ");");

        List<JsonNode> films = cells.get(0).findValues("text/plain");
        assertThat(films).hasSize(1); // redrawn in its place
        assertThat(films.getFirst().asText()).startsWith("After 3,072 steps of training: ");
        assertThat(cells.get(0).findValues("image/png")).hasSize(1);
        assertThat(rows(runs().get(0))).isEqualTo(rows(runs().get(1)));
    }
}
