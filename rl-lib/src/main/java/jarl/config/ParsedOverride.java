package jarl.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// One override, taken apart.
///
/// @param line        as it was typed
/// @param key         the dotted key, or the group with slashes
/// @param place       the package after `@`, null if there is none
/// @param value       null, Boolean, Number, String, [Quoted], List, Map or [Sweep]
/// @param keyColumn   where the key begins in the line
record ParsedOverride(
        String line, Action action, String key, @Nullable String place, @Nullable Object value, int keyColumn) {

    enum Action {
        CHANGE(""), ADD("+"), FORCE("++"), DELETE("~");

        final String prefix;

        Action(String prefix) {
            this.prefix = prefix;
        }
    }

    boolean deletes() {
        return action == Action.DELETE;
    }

    boolean sweeps() {
        return value instanceof Sweep;
    }

    boolean ofHydra() {
        return key.startsWith("hydra.") || key.startsWith("hydra/");
    }

    Origin origin() {
        return new Origin.OverrideLine(line);
    }

    /// The key with its `@package`, without prefix.
    String target() {
        return place == null ? key : key + "@" + place;
    }

    /// The value without quotes.
    @Nullable Object plainValue() {
        return plain(value);
    }

    static @Nullable Object plain(@Nullable Object value) {
        return switch (value) {
            case Quoted quoted -> quoted.text();
            case List<?> list -> {
                List<@Nullable Object> plain = new ArrayList<>();
                list.forEach(item -> plain.add(plain(item)));
                yield plain;
            }
            case Map<?, ?> map -> {
                Map<@Nullable Object, @Nullable Object> plain = new LinkedHashMap<>();
                map.forEach((key, item) -> plain.put(key, plain(item)));
                yield plain;
            }
            case null -> null;
            default -> value;
        };
    }

    /// The override that sets one value of a sweep, or the same value again. Text is quoted only where a backslash
    /// before its signs does not make it readable.
    String with(@Nullable Object one) {
        String before = action.prefix + target() + "=";
        boolean quotes = one instanceof String && !OverrideParser.reads(before + written(one));
        return before + (quotes ? new Quoted(String.valueOf(one), '\'').written() : written(one));
    }

    /// A value the way it is written after `=`.
    static String written(@Nullable Object value) {
        return switch (value) {
            case null -> "null";
            case Quoted quoted -> quoted.written();
            case String text -> escaped(text);
            case List<?> list -> list.stream().map(ParsedOverride::written).collect(Collectors.joining(",", "[", "]"));
            case Map<?, ?> map -> map.entrySet().stream()
                    .map(entry -> written(entry.getKey()) + ":" + written(entry.getValue()))
                    .collect(Collectors.joining(",", "{", "}"));
            default -> Text.of(value);
        };
    }

    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            if ("\\()[]{}:=, \t".indexOf(text.charAt(i)) >= 0) {
                escaped.append('\\');
            }
            escaped.append(text.charAt(i));
        }
        return escaped.toString();
    }
}
