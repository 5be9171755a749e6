package jarl.kernel.magic;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/// The code of a notebook, a text a cell.
final class NotebookCode {
    private NotebookCode() {}

    static List<String> of(String notebook) {
        var cells = JsonParser.parseString(notebook).getAsJsonObject().getAsJsonArray("cells");
        return StreamSupport.stream(cells.spliterator(), false)
                .map(JsonElement::getAsJsonObject)
                .filter(cell -> cell.get("cell_type").getAsString().equals("code"))
                .map(cell -> text(cell.get("source")))
                .toList();
    }

    private static String text(JsonElement source) {
        return !source.isJsonArray() ? source.getAsString()
                : StreamSupport.stream(source.getAsJsonArray().spliterator(), false)
                        .map(JsonElement::getAsString).collect(Collectors.joining());
    }
}
