package jarl.studio.notebook;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jarl.kernel.display.DisplayBundle;
import jarl.studio.plot.Figures;
import jarl.studio.plot.Labels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A notebook for a repository")
class NotebookStillsTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path folder;

    private final ObjectNode notebook = JSON.createObjectNode();
    private final ArrayNode outputs;

    NotebookStillsTest() {
        notebook.putObject("metadata").putObject("papermill").put("duration", 1.5);
        ObjectNode cell = notebook.putArray("cells").addObject().put("cell_type", "code").put("source", "plot(run)");
        cell.putObject("metadata").putObject("papermill").put("duration", 1.5);
        outputs = cell.putArray("outputs");
    }

    private void shown(DisplayBundle bundle) {
        outputs.addObject().put("output_type", "display_data").set("data", JSON.valueToTree(bundle.data()));
    }

    private JsonNode kept() throws IOException {
        Path file = folder.resolve("a.ipynb");
        JSON.writeValue(file.toFile(), notebook);
        NotebookStills.keep(file);
        return JSON.readTree(Files.readString(file));
    }

    @Test
    void keepsOfAFigureItsStillPictureAndWhatItShows() throws IOException {
        shown(Figures.bars(new Labels("Deaths", "", "games"), Map.of("wall", 3.0)).display());

        JsonNode output = kept().at("/cells/0/outputs/0");

        assertThat(output.get("data").fieldNames()).toIterable().containsExactlyInAnyOrder("image/png", "text/plain");
        assertThat(output.at("/metadata/image~1png/width").intValue()).isEqualTo(800);
        assertThat(output.at("/metadata/image~1png/alt").textValue()).isEqualTo("Deaths: wall 3");
    }

    @Test
    void keepsTablesAndDropsTheScriptThatDrawsFigures() throws IOException {
        shown(DisplayBundle.html("<script>window.jarlFigures = []</script>", "plotly.js"));
        shown(DisplayBundle.html("<table></table>", "a table"));

        JsonNode kept = kept().at("/cells/0/outputs");

        assertThat(kept).hasSize(1);
        assertThat(kept.at("/0/data/text~1html").textValue()).isEqualTo("<table></table>");
    }

    @Test
    void saysNothingOfTimes() throws IOException {
        assertThat(kept().toString()).doesNotContain("papermill");
    }
}
