package jarl.kernel.magic;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import jarl.kernel.display.DisplayBundle;
import jarl.kernel.display.Displayable;

/// Rows of text under a header.
record Table(List<String> header, List<List<String>> rows) implements Displayable {
    @Override
    public DisplayBundle display() {
        String body = rows.stream().map(row -> htmlRow("td", row)).collect(Collectors.joining());
        return DisplayBundle.html("<table>" + htmlRow("th", header) + body + "</table>", plain());
    }

    private static String htmlRow(String tag, List<String> cells) {
        return cells.stream()
                .map(cell -> "<" + tag + " style=\"text-align:left\">" + escaped(cell) + "</" + tag + ">")
                .collect(Collectors.joining("", "<tr>", "</tr>\n"));
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    private String plain() {
        int[] widths = IntStream.range(0, header.size()).map(column -> Math.max(header.get(column).length(),
                rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0))).toArray();
        return IntStream.rangeClosed(-1, rows.size() - 1)
                .mapToObj(i -> i < 0 ? header : rows.get(i))
                .map(row -> plainRow(row, widths))
                .collect(Collectors.joining("\n"));
    }

    private static String plainRow(List<String> row, int[] widths) {
        return IntStream.range(0, row.size())
                .mapToObj(i -> row.get(i) + " ".repeat(widths[i] - row.get(i).length()))
                .collect(Collectors.joining("  ")).stripTrailing();
    }
}
