package jarl.config;

import jarl.config.Node.Leaf;
import jarl.config.Node.ListNode;
import jarl.config.Node.MapNode;
import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Makes records of sections. Every problem is noted, and the binding goes on to find the next.
final class Binder {
    private static final Object FAILED = new Object();

    private final Resolver resolver;
    private final Problems problems;

    Binder(Resolver resolver, Problems problems) {
        this.resolver = resolver;
        this.problems = problems;
    }

    /// Makes the record of a section.
    ///
    /// @param groups at the root: the groups, whose sections may stand beside what the record knows; elsewhere null
    /// @return null if there was a problem
    <T extends Record> @Nullable T bind(MapNode map, Class<T> type, @Nullable Collection<String> groups) {
        Object bound = record(map, type, groups);
        return bound == FAILED ? null : type.cast(bound);
    }

    private Object record(MapNode map, Class<?> type, @Nullable Collection<String> groups) {
        List<String> keys = new ArrayList<>();
        RecordComponent[] components = type.getRecordComponents();
        Object[] values = new Object[components.length];
        boolean complete = true;
        for (int i = 0; i < components.length; i++) {
            keys.add(RecordSchema.key(components[i].getName()));
            values[i] = component(map, keys.get(i), components[i]);
            complete &= values[i] != FAILED;
        }
        map.entries.forEach((key, child) -> {
            String name = String.valueOf(key);
            boolean section = groups != null && child instanceof MapNode;
            if (!keys.contains(name) && !RecordSchema.NAMING_KEYS.contains(name) && !section) {
                List<String> known = new ArrayList<>(keys);
                known.addAll(groups == null ? List.of() : groups);
                problems.attempt(() -> {
                    throw UnknownKey.of(name, map.path(), type.getSimpleName(), known, child.origin);
                });
            }
        });
        return complete ? construct(map, type, components, values) : FAILED;
    }

    private @Nullable Object component(MapNode map, String key, RecordComponent component) {
        Node node = map.get(key);
        if (node == null) {
            node = Node.of(RecordSchema.initial(component),
                    new Origin.RecordDefault(component.getDeclaringRecord().getSimpleName(), key));
            node.parent = map;
            node.key = key;
        }
        return value(node, component.getGenericType(), RecordSchema.nullable(component));
    }

    private @Nullable Object value(Node node, java.lang.reflect.Type type, boolean nullable) {
        @Nullable Object[] value = {FAILED};
        problems.attempt(() -> value[0] = converted(node, type, nullable));
        return value[0];
    }

    private @Nullable Object converted(Node written, java.lang.reflect.Type type, boolean nullable) {
        Node node = settled(written);
        if (node instanceof Leaf leaf && leaf.missing()) {
            throw missing(leaf);
        }
        if (type instanceof ParameterizedType generic && generic.getRawType() == Optional.class) {
            boolean empty = node instanceof Leaf leaf && leaf.value == null;
            return empty
                    ? Optional.empty()
                    : Optional.ofNullable(converted(node, generic.getActualTypeArguments()[0], false));
        }
        if (node instanceof Leaf leaf && leaf.value == null && nullable) {
            return null;
        }
        return switch (type) {
            case ParameterizedType generic when generic.getRawType() == List.class && node instanceof ListNode list ->
                items(list, generic.getActualTypeArguments()[0]);
            case ParameterizedType generic when generic.getRawType() == Map.class && node instanceof MapNode map ->
                entries(map, generic.getActualTypeArguments()[1]);
            case ParameterizedType generic -> throw clash(node, generic.getRawType() == Map.class ? "a map" : "a list");
            case Class<?> plain -> plain(node, plain);
            default -> resolver.plainValue(node);
        };
    }

    /// Interpolations followed; a list or map that a resolver made is a tree again.
    private Node settled(Node written) {
        Node node = resolver.followed(written);
        if (node instanceof Leaf leaf && (leaf.value instanceof List || leaf.value instanceof Map)) {
            Node tree = Node.of(resolver.plainValue(leaf.value), leaf.origin);
            tree.parent = written.parent;
            tree.key = written.key;
            return tree;
        }
        return node;
    }

    private Object items(ListNode list, java.lang.reflect.Type type) {
        List<@Nullable Object> items = new ArrayList<>();
        list.items.forEach(item -> items.add(value(item, type, false)));
        return items.contains(FAILED) ? FAILED : Collections.unmodifiableList(items);
    }

    private Object entries(MapNode map, java.lang.reflect.Type type) {
        Map<String, @Nullable Object> entries = new LinkedHashMap<>();
        map.entries.forEach((key, item) -> entries.put(Text.of(key), value(item, type, type == Object.class)));
        return entries.containsValue(FAILED) ? FAILED : Collections.unmodifiableMap(entries);
    }

    private @Nullable Object plain(Node node, Class<?> type) {
        if (type.isRecord()) {
            if (!(node instanceof MapNode map)) {
                throw clash(node, "the keys of " + type.getSimpleName());
            }
            return record(map, type, null);
        }
        if (type.isArray()) {
            return array(node, type.getComponentType());
        }
        if (type == Schedule.class) {
            return Coercion.schedule(node, resolver.plainValue(node));
        }
        if (type == Object.class) {
            requireValues(node);
            return resolver.plainValue(node);
        }
        if (!(node instanceof Leaf leaf) || leaf.value == null) {
            throw clash(node, noun(type));
        }
        Object value = type.isEnum() ? constant(leaf, type) : scalar(leaf.value, type);
        if (value == null) {
            throw clash(node, noun(type));
        }
        return value;
    }

    /// Refuses a `???` anywhere in a value of any kind.
    private static void requireValues(Node node) {
        switch (node) {
            case Leaf leaf when leaf.missing() -> throw missing(leaf);
            case Leaf leaf -> { }
            case MapNode map -> map.entries.values().forEach(Binder::requireValues);
            case ListNode list -> list.items.forEach(Binder::requireValues);
        }
    }

    private static ConfigException missing(Leaf leaf) {
        return new ConfigException(ErrorKind.MISSING_VALUE, Config.missing(leaf));
    }

    private Object array(Node node, Class<?> element) {
        if (!(node instanceof ListNode list)) {
            throw clash(node, "a list");
        }
        List<@Nullable Object> items = new ArrayList<>();
        list.items.forEach(item -> items.add(value(item, element, false)));
        if (items.contains(FAILED)) {
            return FAILED;
        }
        Object array = Array.newInstance(element, items.size());
        for (int i = 0; i < items.size(); i++) {
            Array.set(array, i, items.get(i));
        }
        return array;
    }

    private static @Nullable Object constant(Leaf leaf, Class<?> type) {
        for (Object constant : type.getEnumConstants()) {
            if (((Enum<?>) constant).name().equalsIgnoreCase(String.valueOf(leaf.value))) {
                return constant;
            }
        }
        return null;
    }

    private static @Nullable Object scalar(Object value, Class<?> type) {
        if (type == String.class) {
            return Text.of(value);
        }
        if (type == Path.class) {
            return Path.of(Text.of(value));
        }
        if (type == boolean.class || type == Boolean.class) {
            return Coercion.scalar(Type.Kind.BOOL, value);
        }
        if (type == float.class || type == Float.class) {
            return Coercion.scalar(Type.Kind.FLOAT, value) instanceof Double number ? number.floatValue() : null;
        }
        if (type == double.class || type == Double.class) {
            return Coercion.scalar(Type.Kind.FLOAT, value);
        }
        Object whole = Coercion.scalar(Type.Kind.INT, value);
        if (!(whole instanceof Long number)) {
            return null;
        }
        boolean small = type == int.class || type == Integer.class;
        return small ? (Object) (number == number.intValue() ? number.intValue() : null) : number;
    }

    private static String noun(Class<?> type) {
        if (type.isEnum()) {
            return "one of " + String.join(", ", RecordSchema.words(type));
        }
        return switch (type.getSimpleName()) {
            case "int", "Integer" -> "a whole number below " + Integer.MAX_VALUE;
            case "long", "Long" -> "a whole number";
            case "float", "Float", "double", "Double" -> "a number";
            case "boolean", "Boolean" -> "true or false";
            default -> "text";
        };
    }

    private static ConfigException clash(Node node, String wanted) {
        List<String> words = wanted.startsWith("one of ") ? List.of(wanted.substring(7).split(", ")) : List.of();
        String near = node instanceof Leaf leaf && leaf.value instanceof String text
                ? Nearest.to(text, words).map(word -> "\nDid you mean \"" + word + "\"?").orElse("") : "";
        return new ConfigException(ErrorKind.TYPE_CLASH, "%s wants %s, but %s it is %s%s".formatted(
                node.path(), wanted, node.origin.in(), node.noun(), Caret.underValue(node.origin) + near));
    }

    private Object construct(MapNode map, Class<?> type, RecordComponent[] components, Object[] values) {
        Class<?>[] types = Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        try {
            Constructor<?> constructor = type.getDeclaredConstructor(types);
            constructor.setAccessible(true);
            return constructor.newInstance(values);
        } catch (InvocationTargetException e) {
            if (!(e.getCause() instanceof IllegalArgumentException check)) {
                throw new IllegalStateException(type.getName() + " cannot be made", e.getCause());
            }
            problems.add(ErrorKind.FAILED_CHECK, failed(map, String.valueOf(check.getMessage())));
            return FAILED;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(type.getName() + " cannot be made", e);
        }
    }

    /// The check's own words, with the path of the key they begin with and where its value comes from.
    private static String failed(MapNode map, String message) {
        String key = message.split("[ :]", 2)[0];
        Node node = map.get(key);
        String prefix = map.path().isEmpty() ? "" : map.path() + ".";
        return prefix + message + (node == null ? "." : " (" + node.origin.describe() + ").");
    }
}
