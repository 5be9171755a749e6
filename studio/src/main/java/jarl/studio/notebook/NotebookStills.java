package jarl.studio.notebook;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Set;

/// An executed notebook made small for a repository: what has a still picture keeps that and its words, the script
/// that draws figures is left out, and so are the times of the cells, which differ each time.
public final class NotebookStills {
    private static final String PICTURE = "image/png";
    private static final String WORDS = "text/plain";
    private static final int WIDTH = 800; // nominal pixels of a wide picture, which is drawn finer than that
    private static final ObjectWriter WRITER = new ObjectMapper().writer(new DefaultPrettyPrinter(
                    Separators.createDefaultInstance()
                            .withObjectFieldValueSpacing(Separators.Spacing.AFTER)
                            .withObjectEmptySeparator("")
                            .withArrayEmptySeparator(""))
            .withObjectIndenter(new DefaultIndenter(" ", "\n"))
            .withArrayIndenter(new DefaultIndenter(" ", "\n")));

    private NotebookStills() {}

    /// Rewrites an executed notebook in its place.
    ///
    /// @throws IllegalArgumentException if it is no notebook
    public static void keep(Path file) throws IOException {
        ObjectNode root = (ObjectNode) NotebookFile.read(file).root();
        root.withObject("metadata").remove("papermill");
        for (JsonNode cell : root.get("cells")) {
            cell.withObject("metadata").remove("papermill");
            if (cell.path("outputs") instanceof ArrayNode outputs) {
                still(outputs);
            }
        }
        Files.writeString(file, WRITER.writeValueAsString(root) + "\n");
    }

    private static void still(ArrayNode outputs) {
        for (int i = outputs.size() - 1; i >= 0; i--) {
            JsonNode output = outputs.get(i);
            if (!(output.path("data") instanceof ObjectNode data)) {
                continue;
            }
            if (isScript(NotebookFile.text(data.path("text/html")))) {
                outputs.remove(i);
            } else if (data.has(PICTURE)) {
                data.retain(Set.of(PICTURE, WORDS));
                describe(output.withObject("metadata").withObject(PICTURE), data);
            }
        }
    }

    /// What draws figures, without a figure of its own.
    private static boolean isScript(String html) {
        return html.contains("jarlFigures") && !html.contains("<div data-jarl-figure");
    }

    /// How wide it is meant to be, and what it shows, for readers who cannot see it.
    private static void describe(ObjectNode metadata, ObjectNode data) {
        byte[] png = Base64.getMimeDecoder().decode(NotebookFile.text(data.get(PICTURE)));
        int width = ByteBuffer.wrap(png).getInt(16); // in a PNG's header
        if (width > WIDTH) {
            metadata.put("width", WIDTH);
        }
        metadata.put("alt", NotebookFile.text(data.path(WORDS)));
    }
}
