package jarl.studio.notebook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jarl.kernel.runner.NotebookRunner;
import jarl.run.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A notebook that another program executes")
class NotebookProcessTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path workspace;

    private final ObjectNode notebook = JSON.createObjectNode().put("nbformat", 4).put("nbformat_minor", 5)
            .set("metadata", JSON.createObjectNode());

    @BeforeEach
    void copyConfigs() throws IOException {
        Path from = Path.of("../configs");
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, workspace.resolve("configs").resolve(from.relativize(file).toString()));
            }
        }
    }

    private void cell(String source, String... tags) {
        ObjectNode cell = notebook.withArray("cells").addObject().put("cell_type", "code").put("source", source)
                .put("id", "cell-" + notebook.get("cells").size());
        cell.putObject("metadata").set("tags", JSON.valueToTree(tags));
        cell.putArray("outputs");
    }

    private Path written() throws IOException {
        Path file = Files.createDirectories(workspace.resolve("books")).resolve("book.ipynb");
        JSON.writeValue(file.toFile(), notebook);
        return file;
    }

    private ExecutedNotebook execute(Map<String, ?> parameters) throws IOException {
        return NotebookJobs.executed(written(), parameters, workspace.resolve("outputs"));
    }

    @Test
    void standsInTheFolderOfEachRunThatItTrained() throws IOException {
        cell("int seed = 1;\nvar hidden = List.of(8);", "parameters");
        cell("""
                Run one(int seed) {
                    return train("trainer.num_steps=64", "environment.num_envs=2", "algorithm.n_steps=32",
                            "algorithm.batch_size=32", "network.hidden=" + hidden, "seed=" + seed);
                }
                one(seed);
                one(seed + 1);""");
        ExecutedNotebook done = execute(Map.of("seed", 7, "hidden", List.of(16, 16)));

        assertThat(done.ok()).as(done::toString).isTrue();
        assertThat(done.runs()).extracting(run -> run.record().seed()).containsExactly(7L, 8L);
        for (Run run : done.runs()) {
            assertThat(run.config().value("network.hidden")).isEqualTo(List.of(16L, 16L));
            assertThat(run.folder().notebook()).hasSameBinaryContentAs(done.file());
            assertThat(run.folder().path().resolve("notebook.html")).content().contains("</html>");
        }
        assertThat(done.file()).content().doesNotContain(workspace.toString() + "/books");
    }

    @Test
    void findsTheFilesBesideIt() throws IOException {
        cell("System.out.print(Files.readString(Path.of(\"data.txt\")));");
        Files.writeString(written().resolveSibling("data.txt"), "forty-two");

        ExecutedNotebook done = execute(Map.of());

        assertThat(done.ok()).as(done::toString).isTrue();
        assertThat(done.file()).content().contains("forty-two");
    }

    @Test
    void tellsCellAndLineOfAFailure() throws IOException {
        cell("int fine = 1;");
        cell("int a = 1;\nint b = a / 0;");

        ExecutedNotebook done = execute(Map.of());

        assertThat(done.cells()).extracting(NotebookRunner.CellReport::state)
                .containsExactly(NotebookRunner.State.OK, NotebookRunner.State.ERROR);
        assertThat(done.toString()).contains("Cell 2, line 2 failed", "/ by zero");
    }

    @Test
    void isNotBegunWithAParameterThatItDoesNotDeclare() throws IOException {
        cell("int seed = 1;", "parameters");
        assertThatThrownBy(() -> execute(Map.of("sede", 7))).hasMessageContaining("did you mean \"seed\"?");
        assertThat(workspace.resolve("outputs")).doesNotExist();
    }

    @Test
    void endsWithItsCallerAndKeepsWhatItHad() throws Exception {
        cell("System.out.println(\"so far\");\nFiles.writeString(Path.of(\"begun\"), \"\");\nwhile (true) {}");
        Path in = written();
        var job = new NotebookJobs.Job(in, workspace.resolve("out.ipynb"), Map.of());
        Thread caller = Thread.ofPlatform().start(() -> {
            try {
                NotebookProcess.execute(job, Duration.ZERO, new NotebookRunner.Listener() {});
            } catch (IOException failure) {
                throw new IllegalStateException(failure);
            }
        });
        while (!Files.exists(in.resolveSibling("begun"))) {
            Thread.sleep(20);
        }
        caller.interrupt();

        assertThat(caller.join(Duration.ofSeconds(60))).isTrue();
        assertThat(job.out()).content().contains("so far", "nterrupted");
    }
}
