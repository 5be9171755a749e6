package jarl.studio.notebook;

import java.util.List;

/// Small pieces of HTML. Colours are inherited, so that a dark front end stays dark.
final class Html {
    private static final int LONGEST_UNBROKEN = 30; // letters

    private Html() {}

    static String escape(Object value) {
        return String.valueOf(value)
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    /// A table; cells are escaped.
    static String table(List<String> heads, List<List<String>> rows) {
        var html = new StringBuilder("<table><thead><tr>");
        heads.forEach(head -> html.append(cell("th", escape(head))));
        html.append("</tr></thead><tbody>");
        for (List<String> row : rows) {
            html.append("<tr>");
            row.forEach(value -> html.append(cell("td", escape(value))));
            html.append("</tr>");
        }
        return html.append("</tbody></table>").toString();
    }

    /// Short ones in one line: the id of a run would break at each of its hyphens.
    private static String cell(String tag, String content) {
        String style = content.length() <= LONGEST_UNBROKEN ? "text-align:left;white-space:nowrap" : "text-align:left";
        return "<" + tag + " style=\"" + style + "\">" + content + "</" + tag + ">";
    }

    /// The same table in plain text, columns aligned.
    static String plainTable(List<String> heads, List<List<String>> rows) {
        int[] widths = heads.stream().mapToInt(String::length).toArray();
        for (List<String> row : rows) {
            for (int c = 0; c < widths.length; c++) {
                widths[c] = Math.max(widths[c], row.get(c).length());
            }
        }
        var text = new StringBuilder(line(heads, widths));
        rows.forEach(row -> text.append('\n').append(line(row, widths)));
        return text.toString();
    }

    private static String line(List<String> cells, int[] widths) {
        var line = new StringBuilder();
        for (int c = 0; c < widths.length; c++) {
            line.append(cells.get(c)).append(" ".repeat(widths[c] - cells.get(c).length() + 2));
        }
        return line.toString().stripTrailing();
    }
}
