package jarl.config;

import jarl.config.Merger.Mode;
import jarl.config.Node.Leaf;
import jarl.config.Node.ListNode;
import jarl.config.Node.MapNode;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Applies the overrides of values to a composed tree, in the order in which they were given.
final class OverrideApplier {
    private final MapNode root;
    private final Surroundings surroundings;
    private final Repository repository;

    OverrideApplier(MapNode root, Surroundings surroundings, Repository repository) {
        this.root = root;
        this.surroundings = surroundings;
        this.repository = repository;
    }

    void apply(ParsedOverride override) {
        if (override.place() != null || (override.key().contains("/") && !override.deletes())) {
            throw noGroup(override);
        }
        switch (override.action()) {
            case CHANGE -> update(override, Mode.STRUCT);
            case FORCE -> update(override, Mode.FORCE);
            case ADD -> add(override);
            case DELETE -> delete(override);
        }
    }

    private ConfigException noGroup(ParsedOverride override) {
        List<String> groups = repository.groups();
        boolean change = override.place() == null && override.action() == ParsedOverride.Action.CHANGE;
        return new ConfigException(change ? ErrorKind.UNKNOWN_KEY : ErrorKind.UNKNOWN_GROUP,
                "There is no group \"%s\", named %s%s\n%s\nGroups: %s".formatted(override.key(), override.origin().in(),
                        Nearest.to(override.key(), groups).map(near -> "; did you mean \"" + near + "\"?").orElse("."),
                        Caret.under(override.line(), override.keyColumn(), override.key().length()),
                        groups.isEmpty() ? "none" : String.join(", ", groups)));
    }

    private void add(ParsedOverride override) {
        Object value = override.plainValue();
        boolean merges = value instanceof Map || value instanceof List;
        if (valueAt(override) != null && !merges) {
            String target = override.target();
            throw new ConfigException(
                    ErrorKind.ALREADY_EXISTS,
                    "The key \"%s\" is there already; + only adds.\n%s\nTo change it write %s"
                            .formatted(
                                    target,
                                    Caret.under(override.line(), 0, 1),
                                    override.line().substring(1)));
        }
        update(override, Mode.FORCE);
    }

    /// The present value, interpolations followed; null where there is none, or null, or `???`.
    private @Nullable Object valueAt(ParsedOverride override) {
        Resolver resolver = new Resolver(root, surroundings);
        Leaf asker = asker(override);
        Node node = resolver.select(override.key(), asker, false);
        return node == null || (node instanceof Leaf leaf && leaf.missing()) ? null : resolver.plainValue(node);
    }

    private Leaf asker(ParsedOverride override) {
        Leaf asker = new Leaf(null, override.origin());
        asker.parent = root;
        return asker;
    }

    private void delete(ParsedOverride override) {
        Object present = valueAt(override);
        int dot = override.key().lastIndexOf('.');
        String last = override.key().substring(dot + 1);
        Node above = dot < 0 ? root
                : new Resolver(root, surroundings).select(override.key().substring(0, dot), asker(override), false);
        if (present == null) {
            if (above instanceof MapNode map && !map.entries.containsKey(last)) {
                throw UnknownKey.in(map, last, override.origin());
            }
            throw new ConfigException(ErrorKind.UNKNOWN_KEY,
                    "There is no value at \"" + override.key() + "\" that " + override.line() + " could remove.");
        }
        Object expected = override.plainValue();
        if (expected != null && !same(expected, present)) {
            throw new ConfigException(
                    ErrorKind.DELETE_MISMATCH,
                    "%s is %s, not %s, so it is not removed.\n%s\nTo remove it whatever it is write ~%s"
                            .formatted(
                                    override.key(),
                                    ParsedOverride.written(present),
                                    ParsedOverride.written(expected),
                                    Caret.under(
                                            override.line(),
                                            override.line().indexOf('=') + 1,
                                            override.line().length()),
                                    override.key()));
        }
        if (!(above instanceof MapNode map)) {
            throw new ConfigException(ErrorKind.TYPE_CLASH, "An item of a list cannot be removed. Set the whole list: "
                    + (dot < 0 ? override.key() : override.key().substring(0, dot)) + "=[…]");
        }
        if (map.type instanceof Type.Section section && map.parent != null) {
            throw new ConfigException(
                    ErrorKind.TYPE_CLASH,
                    "%s cannot be removed: %s needs all of its keys. Set it: %s=VALUE"
                            .formatted(override.key(), section.name(), override.key()));
        }
        map.entries.remove(last);
    }

    /// Equal as a person counts: 1 is 1.0 and true.
    private static boolean same(@Nullable Object a, @Nullable Object b) {
        if (a instanceof List<?> x && b instanceof List<?> y) {
            boolean same = x.size() == y.size();
            for (int i = 0; same && i < x.size(); i++) {
                same = same(x.get(i), y.get(i));
            }
            return same;
        }
        if (a instanceof Map<?, ?> x && b instanceof Map<?, ?> y) {
            return x.keySet().equals(y.keySet()) && x.keySet().stream().allMatch(key -> same(x.get(key), y.get(key)));
        }
        return Objects.equals(number(a), number(b));
    }

    private static @Nullable Object number(@Nullable Object value) {
        return switch (value) {
            case Boolean truth -> truth ? 1.0 : 0.0;
            case Number number -> number.doubleValue();
            case null -> null;
            default -> value;
        };
    }

    private void update(ParsedOverride override, Mode mode) {
        List<String> keys = override.key().isEmpty() ? List.of("") : KeyPath.split(override.key());
        Problems problems = new Problems();
        Merger merger = new Merger(mode, problems);
        Node at = root;
        for (String key : keys.subList(0, keys.size() - 1)) {
            at = container(at, key, override);
        }
        Node value = Node.of(override.plainValue(), override.origin());
        checkInterpolations(value);
        set(at, keys.getLast(), value, override, merger);
        problems.throwIfAny();
    }

    private static void checkInterpolations(Node node) {
        switch (node) {
            case Leaf leaf
            when leaf.interpolated() -> InterpolationParser.check(String.valueOf(leaf.value), leaf.origin);
            case Leaf leaf -> { }
            case MapNode map -> map.entries.values().forEach(OverrideApplier::checkInterpolations);
            case ListNode list -> list.items.forEach(OverrideApplier::checkInterpolations);
        }
    }

    /// The map or list under a key; whatever else stands there makes room for a map.
    private static Node container(Node at, String key, ParsedOverride override) {
        Node child = switch (at) {
            case MapNode map -> map.get(key);
            case ListNode list -> list.items.get(index(list, key, override));
            case Leaf leaf -> null;
        };
        if (child != null && !(child instanceof Leaf)) {
            return child;
        }
        MapNode room = new MapNode(override.origin());
        if (at instanceof MapNode map) {
            checkPresent(map, key, override);
            Merger.put(map, key, room);
            return Objects.requireNonNull(map.get(key));
        }
        ListNode list = (ListNode) at;
        int index = index(list, key, override);
        list.set(index, room);
        list.set(index, Coercion.fit(Schemas.typeOf(list, index), room));
        return list.items.get(index);
    }

    private static void checkPresent(MapNode map, String key, ParsedOverride override) {
        if (!map.entries.containsKey(key) && override.action() == ParsedOverride.Action.CHANGE) {
            throw UnknownKey.in(map, key, override.origin());
        }
    }

    private static void set(Node at, String key, Node value, ParsedOverride override, Merger merger) {
        Node present = switch (at) {
            case MapNode map -> map.get(key);
            case ListNode list -> list.items.get(index(list, key, override));
            case Leaf leaf -> null;
        };
        if (present != null && present.type instanceof Type.Rate && at instanceof MapNode map) {
            Merger.put(map, key, value); // the points of a schedule are one value
        } else if (present instanceof MapNode below && value instanceof MapNode map) {
            merger.merge(below, map);
        } else if (present instanceof ListNode below && value instanceof ListNode list) {
            Merger.replaceItems(below, list);
        } else if (present != null && !(present instanceof Leaf) && !(value instanceof Leaf)) {
            throw Merger.clash(present, value);
        } else if (at instanceof MapNode map) {
            checkPresent(map, key, override);
            Merger.put(map, key, value);
        } else if (at instanceof ListNode list) {
            int index = index(list, key, override);
            list.set(index, value);
            list.set(index, Coercion.fit(Schemas.typeOf(list, index), value));
        }
    }

    private static int index(ListNode list, String key, ParsedOverride override) {
        Number index = Numbers.whole(key);
        String caret = "\n" + Caret.under(override.line(), override.keyColumn(), override.key().length());
        if (index == null) {
            throw new ConfigException(
                    ErrorKind.TYPE_CLASH,
                    list.path() + " is a list, and \"" + key + "\" no place in it." + caret
                            + "\nUse a number from 0 on.");
        }
        if (index.longValue() < 0 || index.longValue() >= list.items.size()) {
            throw new ConfigException(
                    ErrorKind.INDEX_OUT_OF_RANGE,
                    "%s has %d items, and none at %s.%s\nUse a number below %d, or set the whole list."
                            .formatted(list.path(), list.items.size(), key, caret, list.items.size()));
        }
        return index.intValue();
    }
}
