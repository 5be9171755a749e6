package jarl.studio.notebook;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;

/// An executed notebook as one page of HTML that needs nothing else: text, code, outputs in the order they came. The
/// code of a cell tagged `hide-input` is folded away. Outputs are shown as they are, scripts and all, so only notebooks
/// that one trusts are written so.
public final class NotebookHtml {
    private static final List<TablesExtension> TABLES = List.of((TablesExtension) TablesExtension.create());
    private static final Parser MARKDOWN = Parser.builder().extensions(TABLES).build();
    private static final HtmlRenderer RENDERER = HtmlRenderer.builder().extensions(TABLES).build();
    private static final String STYLE = """
            :root { color-scheme: light dark; }
            body { font: 16px/1.5 system-ui, sans-serif; max-width: 62rem; margin: 2rem auto; padding: 0 1rem; }
            pre { overflow-x: auto; padding: .6rem .8rem; margin: .4rem 0; font-size: 14px; line-height: 1.4; }
            pre.code, code { background: #8882; border-radius: 4px; }
            pre.code { border-left: 3px solid #48c; }
            pre.error { border-left: 3px solid #c33; }
            img, svg { max-width: 100%; }
            table { border-collapse: collapse; } th, td { padding: .15rem .6rem; border-bottom: 1px solid #8884; }
            """;

    private final StringBuilder html = new StringBuilder();

    private NotebookHtml() {}

    /// Writes the page of a notebook.
    ///
    /// @throws IllegalArgumentException if it is no notebook
    public static void write(Path notebook, Path page) throws IOException {
        var writer = new NotebookHtml();
        writer.page(NotebookFile.read(notebook));
        Files.writeString(page, writer.html);
    }

    private void page(NotebookFile notebook) {
        String title = notebook.cells().stream()
                .flatMap(cell -> cell.source().lines())
                .filter(line -> line.startsWith("# "))
                .map(line -> line.substring(2))
                .findFirst()
                .orElse(String.valueOf(notebook.path().getFileName()));
        html.append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<title>")
                .append(Html.escape(title)).append("</title>\n<style>\n").append(STYLE)
                .append("</style>\n</head>\n<body>\n");
        notebook.cells().forEach(this::cell);
        html.append("</body>\n</html>\n");
    }

    private void cell(NotebookFile.Cell cell) {
        switch (cell.kind()) {
            case "markdown" -> html.append(RENDERER.render(MARKDOWN.parse(cell.source())));
            case "code" -> {
                code(cell);
                cell.json().path("outputs").forEach(this::output);
            }
            default -> pre("raw", cell.source());
        }
    }

    private void code(NotebookFile.Cell cell) {
        if (cell.source().isBlank()) {
            return;
        }
        boolean hidden = cell.tags().contains("hide-input");
        if (hidden) {
            html.append("<details><summary>Code</summary>\n");
        }
        pre("code", cell.source());
        if (hidden) {
            html.append("</details>\n");
        }
    }

    private void output(JsonNode output) {
        switch (output.path("output_type").asText()) {
            case "stream" -> pre("stream", NotebookFile.text(output.path("text")));
            case "error" -> {
                var trace = new StringBuilder();
                output.path("traceback").forEach(line -> trace.append(line.asText()).append('\n'));
                pre("error", trace.toString());
            }
            default -> data(output.path("data"));
        }
    }

    /// The richest form that a page can show.
    private void data(JsonNode forms) {
        if (forms.has("text/html")) {
            html.append("<div>").append(NotebookFile.text(forms.get("text/html"))).append("</div>\n");
        } else if (forms.has("image/svg+xml")) {
            html.append(NotebookFile.text(forms.get("image/svg+xml"))).append('\n');
        } else if (forms.has("image/png")) {
            String alt = Html.escape(NotebookFile.text(forms.path("text/plain")));
            html.append("<img alt=\"").append(alt).append("\" src=\"data:image/png;base64,")
                    .append(NotebookFile.text(forms.get("image/png")).strip()).append("\">\n");
        } else if (forms.has("text/markdown")) {
            html.append(RENDERER.render(MARKDOWN.parse(NotebookFile.text(forms.get("text/markdown")))));
        } else {
            pre("result", NotebookFile.text(forms.path("text/plain")));
        }
    }

    private void pre(String kind, String text) {
        String plain = text.replaceAll("\u001B\\[[0-9;]*m", ""); // colours of a terminal
        if (!plain.isBlank()) {
            html.append("<pre class=\"").append(kind).append("\">").append(Html.escape(plain.stripTrailing()))
                    .append("</pre>\n");
        }
    }
}
