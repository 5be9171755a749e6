package jarl.kernel.runner;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import jarl.kernel.Json;
import org.jspecify.annotations.Nullable;

/// An `.ipynb` file in memory, nbformat 4; what is not understood is kept as it stands.
final class Notebook {
    private static final Gson GSON = new GsonBuilder().disableHtmlEscaping().serializeNulls().create();

    private final JsonObject root;

    private Notebook(JsonObject root) {
        this.root = root;
    }

    /// @throws NotebookException if the file is no notebook of format 4
    static Notebook read(Path file) throws IOException {
        try {
            if (!Files.exists(file)) {
                throw new NotebookException("There is no file " + file.toAbsolutePath());
            }
            JsonElement json = JsonParser.parseString(Files.readString(file));
            if (!json.isJsonObject() || !json.getAsJsonObject().has("cells")) {
                throw new NotebookException(file + " is no notebook of format 4: it has no \"cells\".");
            }
            JsonObject root = json.getAsJsonObject();
            int format = root.has("nbformat") ? root.get("nbformat").getAsInt() : 0;
            if (format != 4) {
                throw new NotebookException(file + " is a notebook of format " + format
                        + "; format 4 is needed. Convert it: jupyter nbconvert --to notebook " + file);
            }
            var notebook = new Notebook(root);
            notebook.modernize();
            return notebook;
        } catch (JsonParseException | IllegalStateException | UnsupportedOperationException e) {
            throw new NotebookException(file + " is no notebook: " + e.getMessage());
        }
    }

    /// Format 4.5 wants an id in every cell; a notebook executed twice should not differ in them.
    private void modernize() {
        int minor = root.has("nbformat_minor") ? root.get("nbformat_minor").getAsInt() : 0;
        root.addProperty("nbformat_minor", Math.max(5, minor));
        JsonArray cells = root.getAsJsonArray("cells");
        for (int i = 0; i < cells.size(); i++) {
            JsonObject cell = cells.get(i).getAsJsonObject();
            if (!cell.has("id")) {
                cell.addProperty("id", String.format(Locale.ROOT, "cell-%03d", i + 1));
            }
            if (!cell.has("metadata")) {
                cell.add("metadata", new JsonObject());
            }
        }
    }

    List<Cell> cells() {
        var cells = new ArrayList<Cell>();
        root.getAsJsonArray("cells").forEach(cell -> cells.add(new Cell(cell.getAsJsonObject())));
        return cells;
    }

    /// Puts a code cell behind another one, or first where there is none to follow.
    void insertAfter(@Nullable Cell before, String id, String tag, String source) {
        var json = new JsonObject();
        json.addProperty("cell_type", "code");
        json.addProperty("id", id);
        var metadata = new JsonObject();
        metadata.add("tags", Json.array(List.of(tag)));
        json.add("metadata", metadata);
        json.add("execution_count", Json.of(null));
        json.add("outputs", new JsonArray());
        json.add("source", lines(source));

        JsonArray old = root.getAsJsonArray("cells");
        var cells = new JsonArray();
        if (before == null) {
            cells.add(json);
        }
        for (JsonElement cell : old) {
            cells.add(cell);
            if (before != null && cell == before.json) {
                cells.add(json);
            }
        }
        root.add("cells", cells);
    }

    JsonObject metadata() {
        if (!root.has("metadata")) {
            root.add("metadata", new JsonObject());
        }
        return root.getAsJsonObject("metadata");
    }

    /// Writes beside and moves, so that a reader sees the old notebook or the new one.
    void write(Path file) throws IOException {
        Path absolute = file.toAbsolutePath();
        Path folder = absolute.getParent();
        Files.createDirectories(folder);
        Path beside = Files.createTempFile(folder, "." + absolute.getFileName(), ".part");
        try {
            Files.writeString(beside, text());
            try {
                Files.move(beside, absolute, StandardCopyOption.ATOMIC_MOVE);
            } catch (AtomicMoveNotSupportedException e) {
                Files.move(beside, absolute, StandardCopyOption.REPLACE_EXISTING);
            }
        } finally {
            Files.deleteIfExists(beside);
        }
    }

    private String text() {
        var text = new StringWriter();
        var writer = new JsonWriter(text);
        writer.setIndent(" "); // as Jupyter writes, so that a diff shows what changed
        GSON.toJson(root, writer);
        return text.append('\n').toString();
    }

    /// Text as notebooks keep it: a list of lines, each with its line break.
    static JsonArray lines(String text) {
        var lines = new JsonArray();
        int start = 0;
        while (start < text.length()) {
            int newline = text.indexOf('\n', start);
            int end = newline < 0 ? text.length() : newline + 1;
            lines.add(text.substring(start, end));
            start = end;
        }
        return lines;
    }

    /// One cell, a view on the notebook's JSON.
    static final class Cell {
        private final JsonObject json;

        private Cell(JsonObject json) {
            this.json = json;
        }

        boolean isCode() {
            return json.get("cell_type").getAsString().equals("code");
        }

        String source() {
            JsonElement source = json.get("source");
            if (source == null) {
                return "";
            }
            if (!source.isJsonArray()) {
                return source.getAsString();
            }
            var text = new StringBuilder();
            source.getAsJsonArray().forEach(line -> text.append(line.getAsString()));
            return text.toString();
        }

        boolean hasTag(String tag) {
            JsonElement tags = json.getAsJsonObject("metadata").get("tags");
            return tags != null && tags.isJsonArray() && tags.getAsJsonArray().contains(Json.of(tag));
        }

        JsonObject metadata() {
            return json.getAsJsonObject("metadata");
        }

        void outputs(JsonArray outputs, @Nullable Integer executionCount) {
            json.add("outputs", outputs);
            json.add("execution_count", Json.of(executionCount));
        }
    }
}
