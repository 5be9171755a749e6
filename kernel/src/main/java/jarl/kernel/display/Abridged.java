package jarl.kernel.display;

import java.lang.reflect.Array;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Arrays, collections, maps and what an optional holds as text, cut where a screen would end.
final class Abridged {
    private static final int MAX_ELEMENTS = 100;
    private static final int MAX_DEPTH = 4;
    private static final int MAX_LENGTH = 100_000; // a hundred of a hundred of a hundred are too many

    private Abridged() {}

    static String text(Object value) {
        var text = new StringBuilder();
        append(text, value, 0);
        return text.toString();
    }

    private static void append(StringBuilder text, @Nullable Object value, int depth) {
        if (value != null && depth > MAX_DEPTH) {
            text.append('…');
            return;
        }
        switch (value) {
            case Map<?, ?> map -> appendAll(text, "{", map.entrySet(), map.size(), "}", depth);
            case Map.Entry<?, ?> entry -> {
                append(text, entry.getKey(), depth);
                text.append('=');
                append(text, entry.getValue(), depth);
            }
            case Optional<?> optional when optional.isPresent() -> {
                text.append("Optional[");
                append(text, optional.get(), depth + 1);
                text.append(']');
            }
            case Collection<?> values -> appendAll(text, "[", values, values.size(), "]", depth);
            case Object array when array.getClass().isArray() ->
                appendAll(text, "[", elements(array), Array.getLength(array), "]", depth);
            case null, default -> text.append(value);
        }
    }

    private static void appendAll(
            StringBuilder text, String open, Iterable<?> values, int size, String close, int depth) {
        text.append(open);
        Iterator<?> each = values.iterator();
        int shown = 0;
        while (shown < MAX_ELEMENTS && text.length() < MAX_LENGTH && each.hasNext()) {
            text.append(shown == 0 ? "" : ", ");
            append(text, each.next(), depth + 1);
            shown++;
        }
        text.append(size > shown ? ", … " + size + " in all" : "").append(close);
    }

    private static List<@Nullable Object> elements(Object array) {
        int shown = Math.min(MAX_ELEMENTS, Array.getLength(array));
        return IntStream.range(0, shown).<@Nullable Object>mapToObj(i -> Array.get(array, i)).toList();
    }
}
