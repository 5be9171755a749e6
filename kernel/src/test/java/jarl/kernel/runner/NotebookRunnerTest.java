package jarl.kernel.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import jarl.kernel.runner.NotebookRunner.CellReport;
import jarl.kernel.runner.NotebookRunner.Options;
import jarl.kernel.runner.NotebookRunner.Result;
import jarl.kernel.runner.NotebookRunner.State;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A notebook executed without a front end")
@Timeout(60)
class NotebookRunnerTest {
    @TempDir
    Path folder;

    @Test
    void keepsWhatItsCellsPrintShowAndCompute() throws IOException {
        JsonArray outputs = outputs(execute(Options.standard(), cell("""
                System.out.println("a");
                System.out.println("b");
                System.err.println("c");
                var handle = jarl.kernel.display.Display.show("first");
                handle.update("second");
                40 + 2""")), 0);
        assertThat(outputs).hasSize(4);
        assertThat(outputs.get(0)).isEqualTo(json("""
                {"output_type": "stream", "name": "stdout", "text": ["a\\n", "b\\n"]}"""));
        assertThat(outputs.get(1)).isEqualTo(json("""
                {"output_type": "stream", "name": "stderr", "text": ["c\\n"]}"""));
        assertThat(outputs.get(2)).isEqualTo(json("""
                {"output_type": "display_data", "data": {"text/plain": "second"}, "metadata": {}}"""));
        assertThat(outputs.get(3)).isEqualTo(json("""
                {"output_type": "execute_result", "data": {"text/plain": "42"}, "metadata": {},
                 "execution_count": 1}"""));
    }

    /// Calls and magics of IJava's and JJava's documentation, in a notebook of their format.
    @Test
    void runsANotebookThatWasWrittenForIJava() throws IOException {
        Path out = folder.resolve("ijava.ipynb");
        Result result = NotebookRunner.execute(
                Path.of("src/test/resources/notebooks/ijava.ipynb"), out, Options.standard());
        assertThat(result.failure()).isNull();
        assertThat(outputs(result, 0).toString()).contains("IJava has 3 cells");
        assertThat(outputs(result, 1).toString()).contains("<b>two</b>").doesNotContain("one");
        assertThat(outputs(result, 3).toString()).contains("\"text/markdown\":\"# title\"");
        assertThat(outputs(result, 4).toString()).contains("\"text/plain\":\"6\"");
        assertThat(outputs(result, 5).toString()).contains("Wall time: ");
        assertThat(outputs(result, 6).toString()).contains("Nothing matches");
        assertThat(outputs(result, 7).toString()).contains("false");
        assertThat(outputs(result, 8).toString()).contains("\"text/plain\":\"21\"");
    }

    @Test
    void letsALaterCellUpdateWhatAnEarlierOneShowed() throws IOException {
        Result result = execute(Options.standard(),
                cell("String id = display(\"old\");"), cell("updateDisplay(id, \"new\");"));
        assertThat(outputs(result, 0).toString()).contains("new").doesNotContain("old");
        assertThat(outputs(result, 1)).isEmpty();
    }

    @Test
    void endsAtTheFirstFailureAndNamesCellLineAndReason() throws IOException {
        Result result = execute(Options.standard(),
                cell("int a = 1;"), cell("int b = 2;\nint c = b / (a - 1);"), cell("int d = 3;"));
        var failure = Objects.requireNonNull(result.failure());
        assertThat(failure.cell()).isEqualTo(2);
        assertThat(failure.line()).isEqualTo(2);
        assertThat(failure.name()).isEqualTo("java.lang.ArithmeticException");
        assertThat(failure.message()).isEqualTo("/ by zero");
        assertThat(result.cells()).extracting(CellReport::state).containsExactly(State.OK, State.ERROR);
        assertThat(outputs(result, 1).toString()).contains("\"error\"", "/ by zero");
        assertThat(outputs(result, 2)).isEmpty();
    }

    @Test
    void goesOnBehindACellThatIsTaggedToFail() throws IOException {
        Result result = execute(Options.standard(),
                cell("throw new IllegalStateException(\"meant\");", "raises-exception"), cell("1"));
        assertThat(result.ok()).isTrue();
        assertThat(outputs(result, 0).toString()).contains("meant");
        assertThat(outputs(result, 1)).hasSize(1);
    }

    @Test
    void leavesOutCellsThatAreTaggedSo() throws IOException {
        Result result = execute(Options.standard(), cell("throw new Error();", "skip-execution"), cell("1"));
        assertThat(result.cells()).extracting(CellReport::state).containsExactly(State.SKIPPED, State.OK);
    }

    @Test
    void declaresParametersBehindTheirDefaults() throws IOException {
        var parameters = Map.<String, Object>of("seed", 7L, "name", "a \"b\"", "rates", List.of(0.5, 1e-4));
        Result result = execute(Options.standard().withParameters(parameters),
                cell("var seed = 1L;\nvar name = \"\";\nvar rates = List.of(1.0);", "parameters"),
                cell("name + seed + rates"));
        assertThat(result.ok()).isTrue();
        assertThat(outputs(result, 2).toString()).contains("a \\\\\\\"b\\\\\\\"7[0.5, 1.0E-4]".replace("\\\\\\\"", "\\\""));
    }

    @Test
    void endsACellThatTakesTooLong() throws IOException {
        Result result = execute(Options.standard().withTimeout(Duration.ofSeconds(1)), cell("while (true) {}"));
        assertThat(Objects.requireNonNull(result.failure()).message()).contains("timeout of 1.0 s");
    }

    @Test
    void tellsHowItGoesOn() throws IOException {
        var told = new ArrayList<String>();
        var listener = new NotebookRunner.Listener() {
            @Override
            public void started(int number, int of, String source) {
                told.add("started " + number + " of " + of);
            }

            @Override
            public void ended(CellReport report) {
                told.add("ended " + report.number() + " " + report.state());
            }
        };
        execute(Options.standard().withListener(listener), cell("1"), cell("2"));
        assertThat(told).containsExactly("started 1 of 2", "ended 1 OK", "started 2 of 2", "ended 2 OK");
    }

    @Test
    void isANotebookOfFormat4Point5WithOurKernel() throws IOException {
        JsonObject notebook = read(execute(Options.standard(), cell("1")));
        assertThat(notebook.get("nbformat_minor").getAsInt()).isEqualTo(5);
        assertThat(notebook.getAsJsonArray("cells").get(0).getAsJsonObject().get("id").getAsString()).isNotEmpty();
        assertThat(notebook.getAsJsonObject("metadata").get("kernelspec")).isEqualTo(
                json("{\"name\": \"jarl\", \"display_name\": \"Java (Jarl)\", \"language\": \"java\"}"));
    }

    @Test
    void givesTheStreamsBackWhenItIsDone() throws IOException {
        var before = System.out;
        execute(Options.standard(), cell("System.out.println();"));
        assertThat(System.out).isSameAs(before);
    }

    @Test
    void refusesAFileThatIsNoNotebook() throws IOException {
        Path file = Files.writeString(folder.resolve("text.ipynb"), "{\"cells\": [], \"nbformat\": 3}");
        assertThatThrownBy(() -> NotebookRunner.execute(file, file, Options.standard()))
                .isInstanceOf(NotebookException.class).hasMessageContaining("format 3").hasMessageContaining("nbconvert");
    }

    private Result execute(Options options, String... cells) throws IOException {
        Path in = Files.writeString(folder.resolve("in.ipynb"), "{\"cells\": [" + String.join(",", cells)
                + "], \"metadata\": {}, \"nbformat\": 4, \"nbformat_minor\": 4}");
        return NotebookRunner.execute(in, folder.resolve("out").resolve("out.ipynb"), options);
    }

    private static String cell(String source, String... tags) {
        var cell = new JsonObject();
        cell.addProperty("cell_type", "code");
        cell.addProperty("source", source);
        var metadata = new JsonObject();
        var all = new JsonArray();
        List.of(tags).forEach(all::add);
        metadata.add("tags", all);
        cell.add("metadata", metadata);
        cell.add("outputs", new JsonArray());
        return cell.toString();
    }

    private static JsonArray outputs(Result result, int cell) throws IOException {
        return read(result).getAsJsonArray("cells").get(cell).getAsJsonObject().getAsJsonArray("outputs");
    }

    private static JsonObject read(Result result) throws IOException {
        return json(Files.readString(result.out()));
    }

    private static JsonObject json(String text) {
        return JsonParser.parseString(text).getAsJsonObject();
    }
}
