package jarl.studio.notebook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A notebook in a file")
class NotebookFilesTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path folder;

    private final ObjectNode notebook = JSON.createObjectNode();

    private ObjectNode cell(String kind, String source, String... tags) {
        ObjectNode cell = notebook.withArray("cells").addObject().put("cell_type", kind).put("source", source);
        for (String tag : tags) {
            cell.withObject("metadata").withArray("tags").add(tag);
        }
        return cell;
    }

    private Path written() throws IOException {
        Path file = folder.resolve("book.ipynb");
        JSON.writeValue(file.toFile(), notebook.put("nbformat", 4));
        return file;
    }

    private NotebookParameters parameters() throws IOException {
        cell("code", """
                int seed = 1;                       // of everything
                final long steps = 20_000;
                var rate = 3e-4;
                String name = "a; b";
                boolean fast = false;
                var rates = List.of(0.1, 0.01);
                List<Integer> hidden = List.of(64, 64);
                var world = new Object();""", "parameters");
        return NotebookParameters.of(written());
    }

    @Test
    void takesParametersOfTheTypesItDeclares() throws IOException {
        assertThat(parameters().values(Map.of("seed", "7", "steps", "9", "rate", "1", "name", "3", "fast", "true",
                        "rates", "[1,0.5]", "hidden", "[]")))
                .isEqualTo(Map.of("seed", 7, "steps", 9L, "rate", 1.0, "name", "3", "fast", true,
                        "rates", List.of(1.0, 0.5), "hidden", List.of()));
    }

    @Test
    void refusesParametersItDoesNotDeclareAndValuesOfAnotherType() throws IOException {
        NotebookParameters parameters = parameters();
        assertThatThrownBy(() -> parameters.values(Map.of("sede", "7")))
                .hasMessageContaining("declares no parameter \"sede\"; did you mean \"seed\"?")
                .hasMessageContaining("seed (a whole number)");
        assertThatThrownBy(() -> parameters.values(Map.of("seed", "1.5")))
                .hasMessageContaining("Parameter seed of").hasMessageContaining("is a whole number, not 1.5");
        assertThatThrownBy(() -> parameters.values(Map.of("hidden", "[64,wide]")))
                .hasMessageContaining("a list such as [a,b], each a whole number");
    }

    @Test
    void saysThatItDeclaresNoParameters() throws IOException {
        cell("code", "int seed = 1;");
        NotebookParameters none = NotebookParameters.of(written());
        assertThatThrownBy(() -> none.values(Map.of("seed", "7"))).hasMessageContaining("cell tagged \"parameters\"");
    }

    @Test
    void isAPageOfTextCodeAndOutputs() throws IOException {
        cell("markdown", "# Does it <learn>?\n\n| a | b |\n|---|---|\n| 1 | 2 |");
        ObjectNode code = cell("code", "a < b", "hide-input");
        code.withArray("outputs").addObject().put("output_type", "stream").put("text", "\u001B[31mred\u001B[0m & more\n");
        code.withArray("outputs").addObject().put("output_type", "display_data").withObject("data")
                .put("text/html", "<b>rich</b>").put("text/plain", "poor");
        code.withArray("outputs").addObject().put("output_type", "execute_result").withObject("data")
                .put("image/png", "aGk=\n").put("text/plain", "a \"cart\"");
        Path page = folder.resolve("book.html");
        NotebookHtml.write(written(), page);
        assertThat(Files.readString(page))
                .contains("<title>Does it &lt;learn&gt;?</title>", "<td>1</td>", "<details>", "a &lt; b",
                        "red &amp; more", "<b>rich</b>", "alt=\"a &quot;cart&quot;\" src=\"data:image/png;base64,aGk=\"")
                .doesNotContain("poor", "\u001B");
    }

    @Test
    void isOneOfThoseThatADirectoryOrAPatternNames() throws IOException {
        for (String name : List.of("b.ipynb", "a.ipynb", "notes.txt")) {
            Files.createFile(folder.resolve(name));
        }
        List<Path> both = List.of(folder.resolve("a.ipynb"), folder.resolve("b.ipynb"));
        assertThat(NotebookJobs.notebooks(folder.toString())).isEqualTo(both);
        assertThat(NotebookJobs.notebooks(folder + "/b*.ipynb")).isEqualTo(both.subList(1, 2));
        assertThatThrownBy(() -> NotebookJobs.notebooks(folder + "/c*")).hasMessageContaining("No notebook fits");
    }

    @Test
    void isExecutedOnceForEachCombinationOfASweep() throws IOException {
        cell("code", "int seed = 0;\nvar hidden = List.of(8);", "parameters");
        var parameters = new java.util.LinkedHashMap<String, String>();
        parameters.put("seed", "1,2");
        parameters.put("hidden", "[64,64],[32]");
        var combinations = NotebookJobs.sweep(parameters);
        assertThat(combinations).containsExactly(
                Map.of("seed", "1", "hidden", "[64,64]"), Map.of("seed", "1", "hidden", "[32]"),
                Map.of("seed", "2", "hidden", "[64,64]"), Map.of("seed", "2", "hidden", "[32]"));
        List<NotebookJobs.Job> jobs = NotebookJobs.jobs(List.of(written()), combinations);
        assertThat(NotebookJobs.into(folder, jobs)).extracting(NotebookJobs.Job::page)
                .startsWith(folder.resolve("book-0.html")).hasSize(4);
        assertThat(jobs.getFirst().parameters()).isEqualTo(Map.of("seed", 1, "hidden", List.of(64, 64)));
        assertThatThrownBy(() -> NotebookJobs.into(folder.resolve("out.ipynb"), jobs))
                .hasMessageContaining("name a directory");
    }
}
