package jarl.config;

import jarl.config.Node.Leaf;
import jarl.config.Node.ListNode;
import jarl.config.Node.MapNode;
import java.math.BigInteger;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The coercion table: what may be written where a type is asked for.
///
/// | wanted | taken |
/// | --- | --- |
/// | whole number | `7`, `"7"` |
/// | number | `7`, `0.5`, `"0.5"` |
/// | true or false | `true`, a number (0 is false), `"yes"`, `"no"`, `"on"`, `"off"`, `"y"`, `"n"` |
/// | text | any scalar |
/// | one of a few words | the word |
/// | schedule | a number, text or map that [Schedule] reads |
///
/// Nothing else: `1.5` is no whole number, and neither is `1.0`.
final class Coercion {
    private Coercion() {}

    /// The node with this type, its value as the type wants it.
    ///
    /// @throws ConfigException if the value does not fit
    static Node fit(Type type, Node node) {
        Node fitted = node instanceof Leaf leaf && leaf.open() ? leaf : switch (type) {
            case Type.Free free -> node;
            case Type.ListOf list when node instanceof ListNode items -> fitItems(list, items);
            case Type.MapOf map when node instanceof MapNode entries -> fitEntries(map, entries);
            case Type.Section section when node instanceof MapNode entries -> fitSection(section, entries);
            case Type.Rate rate when node instanceof MapNode points -> points; // read when it is bound, references resolved
            default -> {
                if (!(node instanceof Leaf leaf)) {
                    throw clash(type, node);
                }
                leaf.value = convert(type, leaf);
                yield leaf;
            }
        };
        if (!(type instanceof Type.Free)) {
            fitted.type = type;
        }
        return fitted;
    }

    private static Node fitItems(Type.ListOf type, ListNode list) {
        for (int i = 0; i < list.items.size(); i++) {
            list.set(i, fit(type.element(), list.items.get(i)));
        }
        return list;
    }

    private static Node fitEntries(Type.MapOf type, MapNode map) {
        for (Map.Entry<Object, Node> entry : map.entries.entrySet()) {
            if (!(entry.getKey() instanceof String)) {
                throw keyClash(map, entry.getKey(), entry.getValue().origin);
            }
            entry.setValue(map.placed(fit(type.element(), entry.getValue()), entry.getKey()));
        }
        return map;
    }

    static ConfigException keyClash(MapNode map, Object key, Origin origin) {
        return new ConfigException(ErrorKind.TYPE_CLASH, "The keys of %s must be text, but %s %s is not. Quote it."
                .formatted(map.path(), Text.of(key), origin.in()));
    }

    private static Node fitSection(Type.Section type, MapNode map) {
        if (type.equals(map.type)) {
            return map;
        }
        MapNode whole = Schemas.defaults(type);
        whole.parent = map.parent;
        whole.key = map.key;
        whole.origin = map.origin;
        Problems problems = new Problems();
        new Merger(Merger.Mode.COMPOSE, problems).merge(whole, map);
        problems.throwIfAny();
        return whole;
    }

    private static @Nullable Object convert(Type type, Leaf leaf) {
        Object value = leaf.value;
        if (value == null) {
            if (type.optional()) {
                return null;
            }
            throw clash(type, leaf);
        }
        Object converted = switch (type) {
            case Type.Scalar scalar -> scalar(scalar.kind(), value);
            case Type.Choice choice -> word(choice, value);
            case Type.Rate rate -> {
                schedule(leaf, value);
                yield value;
            }
            default -> null;
        };
        if (converted == null) {
            throw clash(type, leaf);
        }
        return converted;
    }

    /// What is written at a node as a schedule.
    ///
    /// @param plain its value, references resolved
    static Schedule schedule(Node node, @Nullable Object plain) {
        try {
            return Schedule.of(plain);
        } catch (IllegalArgumentException reason) {
            throw new ConfigException(ErrorKind.TYPE_CLASH, "%s %s: %s.%s"
                    .formatted(node.path(), node.origin.in(), reason.getMessage(), Caret.underValue(node.origin)));
        }
    }

    /// Null if the value does not fit.
    static @Nullable Object scalar(Type.Kind kind, Object value) {
        return switch (kind) {
            case INT -> value instanceof Long || value instanceof BigInteger ? value
                    : value instanceof String text ? Numbers.whole(text) : null;
            case FLOAT -> value instanceof Boolean ? null
                    : value instanceof Number number ? (Object) number.doubleValue()
                    : value instanceof String text ? Numbers.real(text) : null;
            case BOOL -> switch (value) {
                case Boolean truth -> truth;
                case Long number -> number != 0;
                case String text -> truth(text);
                default -> null;
            };
            case TEXT -> Text.of(value);
        };
    }

    private static @Nullable Boolean truth(String text) {
        Number number = Numbers.whole(text);
        if (number != null) {
            return number.doubleValue() != 0;
        }
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "yes", "y", "on", "true" -> true;
            case "no", "n", "off", "false" -> false;
            default -> null;
        };
    }

    private static @Nullable String word(Type.Choice choice, Object value) {
        if (!(value instanceof String text)) {
            return null;
        }
        for (String word : choice.words()) {
            if (choice.anyCase() ? word.equalsIgnoreCase(text) : word.equals(text)) {
                return word;
            }
        }
        return null;
    }

    private static ConfigException clash(Type type, Node node) {
        return new ConfigException(
                ErrorKind.TYPE_CLASH,
                "%s wants %s%s, but %s it is %s%s"
                        .formatted(
                                node.path(),
                                type.noun(),
                                type.optional() ? " or null" : "",
                                node.origin.in(),
                                node.noun(),
                                Caret.underValue(node.origin) + remedy(type, node)));
    }

    private static String remedy(Type type, Node node) {
        Object value = node instanceof Leaf leaf ? leaf.value : null;
        if (type instanceof Type.Choice choice && value instanceof String text) {
            return Nearest.to(text, choice.words()).map(near -> "\nDid you mean \"" + near + "\"?").orElse("");
        }
        boolean whole = type instanceof Type.Scalar(Type.Kind kind, boolean optional) && kind == Type.Kind.INT;
        if (whole && value instanceof Double number && number == Math.rint(number) && Math.abs(number) < 1e18) {
            return "\nWrite " + number.longValue() + ".";
        }
        return node instanceof Leaf && value == null ? "\nLeave it out to keep its default." : "";
    }
}
