package jarl.studio.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Rows of text in aligned columns: words to the left, numbers to the right.
final class TextTable {
    private final List<String> heads;
    private final List<List<String>> rows = new ArrayList<>();
    private final boolean[] numeric;

    TextTable(List<String> heads) {
        this.heads = heads;
        numeric = new boolean[heads.size()];
    }

    /// @param values numbers, texts, or null where there is nothing
    void add(List<? extends @Nullable Object> values) {
        List<String> row = new ArrayList<>();
        for (int c = 0; c < values.size(); c++) {
            numeric[c] |= values.get(c) instanceof Number;
            row.add(text(values.get(c)));
        }
        rows.add(row);
    }

    /// Whole numbers with their thousands apart, others with as many digits as tell something.
    static String text(@Nullable Object value) {
        return switch (value) {
            case null -> "–";
            case Long whole -> String.format(Locale.ROOT, "%,d", whole);
            case Integer whole -> String.format(Locale.ROOT, "%,d", whole);
            case Number number -> real(number.doubleValue());
            default -> value.toString();
        };
    }

    private static String real(double value) {
        if (!Double.isFinite(value)) {
            return Double.isNaN(value) ? "–" : Double.toString(value);
        }
        double size = Math.abs(value);
        return String.format(Locale.ROOT, size >= 100 || size == 0 ? "%,.1f" : size >= 0.001 ? "%.4g" : "%.3e", value);
    }

    void print(PrintWriter out) {
        int[] widths = heads.stream().mapToInt(String::length).toArray();
        for (List<String> row : rows) {
            for (int c = 0; c < widths.length; c++) {
                widths[c] = Math.max(widths[c], row.get(c).length());
            }
        }
        out.println(line(heads, widths));
        rows.forEach(row -> out.println(line(row, widths)));
    }

    private String line(List<String> cells, int[] widths) {
        var line = new StringBuilder();
        for (int c = 0; c < widths.length; c++) {
            String space = " ".repeat(widths[c] - cells.get(c).length());
            line.append(numeric[c] ? space + cells.get(c) : cells.get(c) + space).append("  ");
        }
        return line.toString().stripTrailing();
    }
}
