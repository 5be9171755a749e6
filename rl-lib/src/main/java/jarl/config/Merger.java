package jarl.config;

import jarl.config.Node.Leaf;
import jarl.config.Node.ListNode;
import jarl.config.Node.MapNode;
import org.jspecify.annotations.Nullable;

/// Lays one tree over another: maps are merged key by key, lists and scalars replaced, `???` never replaces a value.
final class Merger {
    enum Mode {
        /// Of files: new keys may come, but not into a section with a schema.
        COMPOSE,
        /// Of an override: no key that is not there.
        STRUCT,
        /// Of an override with `+`: any key.
        FORCE
    }

    private final Mode mode;
    private final Problems problems;

    Merger(Mode mode, Problems problems) {
        this.mode = mode;
        this.problems = problems;
    }

    /// Moves what `above` holds into `base`.
    void merge(MapNode base, MapNode above) {
        above.entries.forEach((key, node) -> problems.attempt(() -> mergeEntry(base, key, node)));
        if (base.type instanceof Type.Free) {
            base.type = above.type;
        }
    }

    private void mergeEntry(MapNode base, Object key, Node node) {
        Node present = withoutInterpolation(base, key);
        if (base.type instanceof Type.MapOf && !(key instanceof String)) {
            throw Coercion.keyClash(base, key, node.origin);
        }
        if (present == null) {
            checkAllowed(base, key, node.origin);
            put(base, key, node);
        } else if (node instanceof Leaf leaf && leaf.missing()) {
            if (present instanceof Leaf && present.type instanceof Type.Free && !(leaf.type instanceof Type.Free)) {
                base.put(key, Coercion.fit(leaf.type, present));
            }
        } else if (present.type instanceof Type.Rate) {
            put(base, key, node); // the points of a schedule are one value
        } else if (present instanceof MapNode below && node instanceof MapNode map) {
            merge(below, map);
        } else if (present instanceof ListNode below && node instanceof ListNode list) {
            replaceItems(below, list);
        } else if (present instanceof Leaf || node instanceof Leaf) {
            put(base, key, node);
        } else {
            throw clash(present, node);
        }
    }

    /// A list's new items, each as the list wants it.
    static void replaceItems(ListNode list, ListNode with) {
        Type element = list.type instanceof Type.ListOf typed ? typed.element() : Type.Free.FREE;
        list.items.clear();
        for (Node item : with.items) {
            item.parent = list;
            item.key = list.items.size();
            list.add(Coercion.fit(element, item));
        }
        list.origin = with.origin;
    }

    static ConfigException clash(Node present, Node node) {
        return new ConfigException(ErrorKind.TYPE_CLASH, "%s is %s (%s), but %s it is %s. Make both the same."
                .formatted(present.path(), present.noun(), present.origin.describe(), node.origin.in(), node.noun()));
    }

    /// What stands there; where that is an interpolation of a map or list, a copy of it, ready to be merged into.
    private static @Nullable Node withoutInterpolation(MapNode base, Object key) {
        Node present = base.get(key);
        if (!(present instanceof Leaf leaf) || !leaf.interpolated()) {
            return present;
        }
        try {
            Node found = new Resolver(root(base), Surroundings.NONE).followed(leaf);
            if (!(found instanceof Leaf)) {
                base.put(key, found.copy());
            }
        } catch (ConfigException e) {
            return present; // not yet: what it needs may come with a later file
        }
        return base.get(key);
    }

    private static MapNode root(MapNode node) {
        Node root = node;
        while (root.parent != null) {
            root = root.parent;
        }
        return (MapNode) root;
    }

    /// Refuses a key that is not there; a section with a schema has all of its keys from the beginning.
    private void checkAllowed(MapNode map, Object key, Origin origin) {
        boolean allowed = map.type instanceof Type.Section section
                ? mode == Mode.COMPOSE && section.extras().contains(String.valueOf(key)) : mode != Mode.STRUCT;
        if (!allowed) {
            throw UnknownKey.in(map, String.valueOf(key), origin);
        }
    }

    /// Sets a key, as its type wants it.
    static void put(MapNode map, Object key, Node node) {
        Type type = Schemas.typeOf(map, key);
        Node present = map.get(key);
        if (type instanceof Type.Free && present != null) {
            type = present.type;
        }
        node.parent = map;
        node.key = key;
        map.put(key, type instanceof Type.Free ? node : Coercion.fit(type, node));
    }
}
