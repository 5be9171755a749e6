package jarl.studio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jarl.kernel.install.KernelSpec;
import jarl.run.Version;
import jarl.studio.notebook.KernelFlags;
import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Some by both roads: our own runner, and Jupyter's nbconvert with the installed kernel. All tutorials by our runner,
/// with so few steps that they only show that every cell runs.
///
/// All are run in a workspace of their own, a copy of `configs/` and `notebooks/`. The tutorial that builds a Maven project
/// finds Jarl's library in a local repository of its own, under the coordinates that our poms give it.
@DisplayName("The notebooks that come with Jarl")
class NotebooksTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String PLOTLY = "application/vnd.plotly.v1+json";

    @TempDir
    Path workspace;

    @Test
    void giveTheSameFiguresByOurRunnerAndByNbconvertAndSolveCartPole() throws Exception {
        assumeTrue(onPath("jupyter-nbconvert"), "jupyter-nbconvert is not installed");
        copyWorkspace();

        JsonNode ours = executeByOurRunner("01-quickstart.ipynb");
        JsonNode theirs = executeByNbconvert("01-quickstart.ipynb", 0);

        assertThat(figures(ours)).hasSize(5); // three live curves, as they stay, and two plots
        assertThat(figures(theirs)).isEqualTo(figures(ours));
        assertThat(text(outputs(ours, "var judgement"))).matches("(?s).*mean return (4[7-9][5-9]|4[89]\\d|500).*");
        assertThat(text(outputs(theirs, "var judgement"))).isEqualTo(text(outputs(ours, "var judgement")));
        assertThat(errors(theirs)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"02-your-own-environment.ipynb", "06-continuous-control.ipynb"})
    void giveTheSameFiguresAndNumbersByBothRoadsForTheSameSeed(String name) throws Exception {
        assumeTrue(onPath("jupyter-nbconvert"), "jupyter-nbconvert is not installed");
        copyWorkspace();
        cut(name, 2000, 3);

        JsonNode ours = executeByOurRunner(name);
        JsonNode theirs = executeByNbconvert(name, 0);

        assertThat(figures(theirs)).isEqualTo(figures(ours)).isNotEmpty();
        assertThat(results(theirs)).isEqualTo(results(ours)).anyMatch(text -> text.contains("mean return"));
    }

    @Test
    void runTheTutorialsFromTopToBottomAndWriteThemAsPages() throws Exception {
        copyWorkspace();
        execute("notebooks/0[2-9]*.ipynb");
    }

    @Test
    void takeAPolicyOutBuildAProjectWithoutJarlAndDoWithoutACard() throws Exception {
        copyWorkspace();
        bringMaven();
        execute("notebooks/1[0-9]*.ipynb");

        Path trained = Files.list(workspace.resolve("outputs")).findFirst().orElseThrow();
        try (Stream<Path> files = Files.walk(trained)) {
            assertThat(files.map(file -> String.valueOf(file.getFileName())))
                    .contains("notebook.ipynb", "notebook.html", "policy_model_step_1024.onnx", "policy_model_step_1024.html");
        }
        assertThat(workspace.resolve("notebooks/crossing/outputs")).isNotEmptyDirectory();
    }

    /// Executes the notebooks that fit a pattern, with few steps, and looks for their pages.
    private void execute(String pattern) throws IOException, InterruptedException {
        List<String> command = java();
        command.addAll(List.of("jarl.studio.cli.Main", "notebook", "run", pattern, "executed",
                "--timeout", "200", "-p", "steps=1000", "--seed", "2"));
        assertThat(run(command)).as(this::log).isZero();
        Path folder = workspace.resolve("notebooks");
        try (DirectoryStream<Path> tutorials = Files.newDirectoryStream(folder, pattern.replace("notebooks/", ""))) {
            for (Path tutorial : tutorials) {
                Path page = workspace.resolve("executed")
                        .resolve(tutorial.getFileName().toString().replace(".ipynb", ".html"));
                assertThat(page).isNotEmptyFile();
            }
        }
    }

    /// Maven's wrapper beside the copied notebooks, and Jarl's library in a local repository of the workspace's own, as
    /// `./jarl install` leaves it; what else is asked for comes from this machine's.
    private void bringMaven() throws IOException {
        Files.copy(Path.of("../mvnw"), workspace.resolve("mvnw"), StandardCopyOption.COPY_ATTRIBUTES);
        Files.createDirectories(workspace.resolve(".mvn/wrapper"));
        Files.copy(Path.of("../.mvn/wrapper/maven-wrapper.properties"),
                workspace.resolve(".mvn/wrapper/maven-wrapper.properties"));
        Files.writeString(workspace.resolve("jarl"), "#!/bin/sh\n"); // installed below
        assertThat(workspace.resolve("jarl").toFile().setExecutable(true)).isTrue();

        String version = Version.JARL;
        Path parent = Files.createDirectories(workspace.resolve("maven/org/jarl/jarl/" + version));
        Files.copy(Path.of("../pom.xml"), parent.resolve("jarl-" + version + ".pom"));
        Path library = Files.createDirectories(workspace.resolve("maven/org/jarl/jarl-rl-lib/" + version));
        Files.copy(Path.of("../rl-lib/pom.xml"), library.resolve("jarl-rl-lib-" + version + ".pom"));
        int status = ToolProvider.findFirst("jar").orElseThrow().run(System.out, System.err, "--create", "--file",
                library.resolve("jarl-rl-lib-" + version + ".jar").toString(), "-C", "../rl-lib/target/classes", ".");
        assertThat(status).isZero();
    }

    private String log() {
        try {
            return Files.readString(workspace.resolve("log.txt"));
        } catch (IOException failure) {
            return failure.toString();
        }
    }

    @Test
    void tellCellAndLineOfAMistakeUnderNbconvertToo() throws Exception {
        assumeTrue(onPath("jupyter-nbconvert"), "jupyter-nbconvert is not installed");
        copyWorkspace();
        write("typo.ipynb", List.of("int fine = 1;", "int a = 2;\nconfig(\"algorithm.clip_rnage=0.1\")", "fine + 1"));

        JsonNode executed = executeByNbconvert("typo.ipynb", 0, "--allow-errors");

        String error = errors(executed).getFirst();
        assertThat(error).contains("clip_range").contains("Cell In[2], line 2");
        assertThat(text(outputs(executed, "fine + 1"))).contains("2");
    }

    private JsonNode executeByOurRunner(String name) throws IOException, InterruptedException {
        Path out = workspace.resolve("ours.ipynb");
        List<String> command = java();
        command.addAll(List.of("jarl.studio.cli.Main", "notebook", "run", "notebooks/" + name, out.toString()));
        assertThat(run(command)).isZero();
        return JSON.readTree(out.toFile());
    }

    private JsonNode executeByNbconvert(String name, int expected, String... more) throws Exception {
        Path prefix = workspace.resolve("jupyter");
        KernelSpec.install(KernelSpec.Options.user().at(prefix).withJvmArgs(KernelFlags.ALL));
        List<String> command = new ArrayList<>(List.of(
                "jupyter-nbconvert", "--to", "notebook", "--execute", "--ExecutePreprocessor.timeout=300",
                "--output-dir", workspace.toString(), "--output", "theirs.ipynb"));
        command.addAll(List.of(more));
        command.add("notebooks/" + name);
        assertThat(run(command)).isEqualTo(expected);
        return JSON.readTree(workspace.resolve("theirs.ipynb").toFile());
    }

    /// This JVM with the flags it was started with.
    private static List<String> java() {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(KernelSpec.JVM_FLAGS);
        command.addAll(KernelFlags.ALL);
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        return command;
    }

    private int run(List<String> command) throws IOException, InterruptedException {
        var builder = new ProcessBuilder(command).directory(workspace.toFile());
        builder.environment().put("JUPYTER_PATH", workspace.resolve("jupyter/share/jupyter").toString());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("MAVEN_ARGS", "-Dmaven.repo.local=" + workspace.resolve("maven")
                + " -Dmaven.repo.local.tail=" + Path.of(System.getProperty("user.home"), ".m2", "repository"));
        builder.redirectErrorStream(true).redirectOutput(workspace.resolve("log.txt").toFile());
        Process process = builder.start();
        if (!process.waitFor(5, TimeUnit.MINUTES)) {
            process.destroyForcibly();
        }
        return process.waitFor();
    }

    private void copyWorkspace() throws IOException {
        for (String folder : List.of("configs", "notebooks")) {
            Path from = Path.of("..", folder);
            try (Stream<Path> files = Files.walk(from)) {
                for (Path file : files.toList()) {
                    Path to = workspace.resolve(folder).resolve(from.relativize(file).toString());
                    if (file.toString().matches(".*/crossing/(target|outputs).*")) {
                        continue; // built and trained by hand
                    }
                    if (Files.isDirectory(file)) {
                        Files.createDirectories(to);
                    } else {
                        Files.copy(file, to);
                    }
                }
            }
        }
    }

    private void write(String name, List<String> sources) throws IOException {
        ObjectNode notebook = (ObjectNode) JSON.readTree(Path.of("../notebooks/01-quickstart.ipynb").toFile());
        ArrayNode cells = notebook.putArray("cells");
        for (int i = 0; i < sources.size(); i++) {
            ObjectNode cell = cells.addObject();
            cell.put("cell_type", "code").put("id", "cell-" + i).putNull("execution_count");
            cell.put("source", sources.get(i)).putObject("metadata");
            cell.putArray("outputs");
        }
        JSON.writeValue(workspace.resolve("notebooks").resolve(name).toFile(), notebook);
    }

    /// Writes a notebook anew with other values for its parameters `steps` and `seed`.
    private void cut(String name, int steps, int seed) throws IOException {
        Path file = workspace.resolve("notebooks").resolve(name);
        String text = Files.readString(file)
                .replaceAll("int steps = [\\d_]+;", "int steps = " + steps + ";")
                .replaceAll("int seed = \\d+;", "int seed = " + seed + ";");
        Files.writeString(file, text);
    }

    /// What the cells came to, in words.
    private static List<String> results(JsonNode notebook) {
        List<String> results = new ArrayList<>();
        for (JsonNode cell : notebook.get("cells")) {
            for (JsonNode output : cell.path("outputs")) {
                if (output.path("output_type").asText().equals("execute_result")) {
                    results.add(joined(output.path("data").path("text/plain")));
                }
            }
        }
        return results;
    }

    private static List<JsonNode> figures(JsonNode notebook) {
        return notebook.findValues(PLOTLY);
    }

    private static List<String> errors(JsonNode notebook) {
        List<String> errors = new ArrayList<>();
        for (JsonNode cell : notebook.get("cells")) {
            for (JsonNode output : cell.path("outputs")) {
                if (output.path("output_type").asText().equals("error")) {
                    var traceback = new StringBuilder();
                    output.get("traceback").forEach(line -> traceback.append(line.asText()).append('\n'));
                    errors.add(traceback.toString().replaceAll("\u001B\\[[0-9;]*m", ""));
                }
            }
        }
        return errors;
    }

    /// The outputs of the cell whose source begins so.
    private static JsonNode outputs(JsonNode notebook, String source) {
        for (JsonNode cell : notebook.get("cells")) {
            if (joined(cell.get("source")).startsWith(source)) {
                return cell.get("outputs");
            }
        }
        throw new AssertionError("No cell begins with " + source);
    }

    private static String text(JsonNode outputs) {
        var text = new StringBuilder();
        outputs.findValues("text/plain").forEach(plain -> text.append(joined(plain)));
        return text.toString();
    }

    private static String joined(JsonNode lines) {
        if (lines.isTextual()) {
            return lines.asText();
        }
        var joined = new StringBuilder();
        lines.forEach(line -> joined.append(line.asText()));
        return joined.toString();
    }

    private static boolean onPath(String program) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }
}
