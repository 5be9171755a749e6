package jarl.config;

import jarl.config.Node.Leaf;
import jarl.config.Node.MapNode;
import java.util.Map;

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
