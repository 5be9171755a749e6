package jarl.kernel.display;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Collection;
import java.util.Iterator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Records of one type as a table: a column a component, the first rows and how many there are.
final class RecordTable {
    private static final int MAX_ROWS = 50;

    private RecordTable() {}

    /// The table, null where the values are not records of one type.
    static @Nullable String html(Collection<?> values) {
        Iterator<?> each = values.iterator();
        Object first = each.hasNext() ? each.next() : null;
        if (!(first instanceof Record)
                || !values.stream().allMatch(value -> value != null && value.getClass() == first.getClass())) {
            return null;
        }
        RecordComponent[] columns = first.getClass().getRecordComponents();
        String head = row("th", Arrays.stream(columns).map(RecordComponent::getName));
        String body = values.stream().limit(MAX_ROWS)
                .map(value -> row("td", Arrays.stream(columns).map(column -> text(column, value))))
                .collect(Collectors.joining());
        String rest = values.size() > MAX_ROWS ? "<p>the first " + MAX_ROWS + " of " + values.size() + "</p>" : "";
        return "<table>" + head + body + "</table>" + rest;
    }

    private static String row(String tag, Stream<String> cells) {
        return cells.map(cell -> "<" + tag + ">" + escaped(cell) + "</" + tag + ">")
                .collect(Collectors.joining("", "<tr>", "</tr>\n"));
    }

    private static String text(RecordComponent column, Object value) {
        try {
            var accessor = column.getAccessor();
            accessor.setAccessible(true); // a cell's records are not public
            Object field = accessor.invoke(value);
            return field == null ? "" : Abridged.text(field);
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException(column.getName() + "() of " + value.getClass() + " failed", e);
        }
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
