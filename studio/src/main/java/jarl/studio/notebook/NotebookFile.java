package jarl.studio.notebook;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A notebook of format 4, to be read.
///
/// @param path where it lies
/// @param root the whole of it
record NotebookFile(Path path, JsonNode root) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /// @throws IllegalArgumentException if there is no such file, or it is no notebook
    static NotebookFile read(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new IllegalArgumentException("There is no notebook " + file);
        }
        try {
            JsonNode root = JSON.readTree(file.toFile());
            if (!root.path("cells").isArray()) {
                throw new IllegalArgumentException(file + " is no notebook of format 4: it has no list \"cells\"");
            }
            return new NotebookFile(file, root);
        } catch (JacksonException failure) {
            throw new IllegalArgumentException(file + " is no notebook: " + failure.getOriginalMessage(), failure);
        }
    }

    /// A cell.
    ///
    /// @param kind `code`, `markdown` or `raw`
    record Cell(String kind, String source, List<String> tags, JsonNode json) {
        boolean isCode() {
            return kind.equals("code");
        }
    }

    List<Cell> cells() {
        List<Cell> cells = new ArrayList<>();
        for (JsonNode cell : root.get("cells")) {
            List<String> tags = new ArrayList<>();
            cell.path("metadata").path("tags").forEach(tag -> tags.add(tag.asText()));
            cells.add(new Cell(cell.path("cell_type").asText(), text(cell.path("source")), tags, cell));
        }
        return cells;
    }

    /// Text that is kept as a whole or as a list of lines.
    static String text(JsonNode lines) {
        if (!lines.isArray()) {
            return lines.asText();
        }
        var text = new StringBuilder();
        lines.forEach(line -> text.append(line.asText()));
        return text.toString();
    }
}
