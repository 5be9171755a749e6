package jarl.config;

import jarl.config.Node.Leaf;
import jarl.config.Node.MapNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Trees of typed defaults.
final class Schemas {
    private Schemas() {}

    /// Every key of the section with its default, typed.
    static MapNode defaults(Type.Section section) {
        MapNode map = new MapNode(new Origin.RecordDefault(section.name(), ""));
        map.type = section;
        section.fields().forEach((key, field) -> {
            Origin origin = new Origin.RecordDefault(section.name(), key);
            boolean whole =
                    field.type() instanceof Type.Section && field.value() instanceof Map<?, ?> none && none.isEmpty();
            Node node = whole && field.type() instanceof Type.Section inner
                    ? defaults(inner)
                    : Node.of(field.value(), origin);
            map.put(key, node);
            map.put(key, Coercion.fit(field.type(), node));
        });
        return map;
    }

    /// The section of these keys, each of the kind of its default; null may become anything.
    static Type.Section section(String name, Map<String, ?> defaults) {
        Map<String, Type.Field> fields = new LinkedHashMap<>();
        defaults.forEach((key, value) -> fields.put(key, field(key, plain(value))));
        return new Type.Section(name, fields, Set.of(), false);
    }

    private static Type.Field field(String name, @Nullable Object value) {
        return new Type.Field(kind(name, value), value);
    }

    /// Whole numbers as YAML gives them.
    private static @Nullable Object plain(@Nullable Object value) {
        return switch (value) {
            case Integer whole -> (long) whole;
            case List<?> list -> list.stream().map(Schemas::plain).toList();
            case Map<?, ?> map -> {
                Map<Object, @Nullable Object> entries = new LinkedHashMap<>();
                map.forEach((key, item) -> entries.put(key, plain(item)));
                yield entries;
            }
            case null -> null;
            default -> value;
        };
    }

    private static Type kind(String name, @Nullable Object value) {
        return switch (value) {
            case Boolean truth -> new Type.Scalar(Type.Kind.BOOL, false);
            case Long whole -> new Type.Scalar(Type.Kind.INT, false);
            case Double number -> new Type.Scalar(Type.Kind.FLOAT, false);
            case String text -> new Type.Scalar(Type.Kind.TEXT, false);
            case List<?> list -> new Type.ListOf(Type.Free.FREE, false);
            case Map<?, ?> map -> new Type.MapOf(Type.Free.FREE, false);
            case null -> Type.Free.FREE;
            default -> throw new IllegalArgumentException("The default of " + name + " is no plain value: " + value);
        };
    }

    /// What may stand under this key of the map.
    static Type typeOf(MapNode map, Object key) {
        return switch (map.type) {
            case Type.Section section -> {
                // a key that was removed and comes back is a new one
                Type.Field field = map.entries.containsKey(key) ? section.fields().get(String.valueOf(key)) : null;
                yield field == null ? Type.Free.FREE : field.type();
            }
            case Type.MapOf entries -> entries.element();
            default -> Type.Free.FREE;
        };
    }

    static Type typeOf(Node container, Object key) {
        return switch (container) {
            case MapNode map -> typeOf(map, key);
            case Node.ListNode list -> list.type instanceof Type.ListOf items ? items.element() : Type.Free.FREE;
            case Leaf leaf -> Type.Free.FREE;
        };
    }
}
