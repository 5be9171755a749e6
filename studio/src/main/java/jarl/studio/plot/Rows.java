package jarl.studio.plot;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/// Rows with any keys, gathered into columns. A column widens when a value does not fit: whole numbers to doubles,
/// anything to text.
final class Rows {
    private static final Set<String> WHOLE = Set.of("step", "iteration", "episode");
    private static final Set<String> TEXT = Set.of("kind", "policy");

    private final String name;
    private final Map<String, Column<?>> columns = new LinkedHashMap<>();
    private int count;

    Rows(String name) {
        this.name = name;
    }

    /// @param wanted keys to keep; empty: all but the kind, which names the table
    void add(Map<String, Object> row, Set<String> wanted) {
        row.forEach((key, value) -> {
            if (value != null && (wanted.isEmpty() ? !key.equals("kind") : wanted.contains(key))) {
                put(key, value);
            }
        });
        count++;
        columns.values().forEach(column -> pad(column, count));
    }

    Table table() {
        return Table.create(name, columns.values());
    }

    private void put(String key, Object value) {
        Object fit = TEXT.contains(key) ? value.toString() : numberIn(value);
        Column<?> column = columns.computeIfAbsent(key, k -> pad(column(k, fit), count));
        if (!append(column, fit)) {
            Column<?> wider = widen(column, fit);
            append(wider, fit);
            columns.put(key, wider);
        }
    }

    private static Column<?> column(String key, Object value) {
        return switch (value) {
            case Long whole when WHOLE.contains(key) -> LongColumn.create(key);
            case Number number -> DoubleColumn.create(key);
            default -> StringColumn.create(key);
        };
    }

    private static boolean append(Column<?> column, Object value) {
        return switch (column) {
            case LongColumn wholes when value instanceof Long whole -> {
                wholes.append(whole);
                yield true;
            }
            case DoubleColumn numbers when value instanceof Number number -> {
                numbers.append(number.doubleValue());
                yield true;
            }
            case StringColumn texts -> {
                texts.append(value.toString());
                yield true;
            }
            default -> false;
        };
    }

    private static Column<?> widen(Column<?> column, Object value) {
        String key = column.name();
        Column<?> wider = value instanceof Number ? DoubleColumn.create(key) : StringColumn.create(key);
        for (int row = 0; row < column.size(); row++) {
            if (column.isMissing(row)) {
                wider.appendMissing();
            } else {
                append(wider, column.get(row));
            }
        }
        return wider;
    }

    private static Column<?> pad(Column<?> column, int size) {
        while (column.size() < size) {
            column.appendMissing();
        }
        return column;
    }

    /// JSON has no word for NaN and the infinities, so writers put them in quotes.
    private static Object numberIn(Object value) {
        return switch (value) {
            case Integer whole -> (long) whole;
            case String text -> switch (text) {
                case "NaN" -> Double.NaN;
                case "Infinity" -> Double.POSITIVE_INFINITY;
                case "-Infinity" -> Double.NEGATIVE_INFINITY;
                default -> text;
            };
            default -> value;
        };
    }
}
