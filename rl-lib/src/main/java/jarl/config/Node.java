package jarl.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A value in the tree of a config while it is composed: it knows where it stands, where it comes from, and what may
/// stand there. Trees are never shared: who takes a node from elsewhere takes a copy.
abstract sealed class Node {
    @Nullable Node parent;
    /// Its key in a map, its index in a list.
    @Nullable Object key;
    Origin origin;
    Type type = Type.Free.FREE;

    private Node(Origin origin) {
        this.origin = origin;
    }

    abstract Node copy();

    /// The dotted path from the root, `agent.net.width`; empty for the root.
    String path() {
        if (parent == null) {
            return "";
        }
        String above = parent.path();
        return above.isEmpty() ? String.valueOf(key) : above + "." + key;
    }

    <N extends Node> N placed(N child, Object at) {
        child.parent = this;
        child.key = at;
        return child;
    }

    /// A scalar, `???`, or text with interpolations.
    static final class Leaf extends Node {
        static final String MISSING = "???";

        @Nullable Object value;
        /// Whether the value is the result of an interpolation; a `${` in it is text then.
        boolean settled;

        Leaf(@Nullable Object value, Origin origin) {
            super(origin);
            this.value = value;
        }

        boolean missing() {
            return MISSING.equals(value);
        }

        boolean interpolated() {
            return !settled && value instanceof String text && text.contains("${");
        }

        /// Neither can be checked against a type before it is known what stands there.
        boolean open() {
            return missing() || interpolated();
        }

        @Override
        Leaf copy() {
            Leaf copy = new Leaf(value, origin);
            copy.type = type;
            copy.settled = settled;
            return copy;
        }
    }

    static final class MapNode extends Node {
        final Map<Object, Node> entries = new LinkedHashMap<>();

        MapNode(Origin origin) {
            super(origin);
        }

        @Nullable Node get(Object at) {
            return entries.get(at);
        }

        void put(Object at, Node child) {
            entries.put(at, placed(child, at));
        }

        /// The names of its string keys.
        List<String> names() {
            List<String> names = new ArrayList<>();
            entries.keySet().forEach(name -> names.add(String.valueOf(name)));
            return names;
        }

        @Override
        MapNode copy() {
            MapNode copy = new MapNode(origin);
            copy.type = type;
            entries.forEach((at, child) -> copy.put(at, child.copy()));
            return copy;
        }
    }

    static final class ListNode extends Node {
        final List<Node> items = new ArrayList<>();

        ListNode(Origin origin) {
            super(origin);
        }

        void add(Node child) {
            items.add(placed(child, items.size()));
        }

        void set(int index, Node child) {
            items.set(index, placed(child, index));
        }

        @Override
        ListNode copy() {
            ListNode copy = new ListNode(origin);
            copy.type = type;
            items.forEach(child -> copy.add(child.copy()));
            return copy;
        }
    }

    /// The tree of a plain value: null, boolean, number, string, list or map.
    static Node of(@Nullable Object value, Origin origin) {
        return switch (value) {
            case List<?> list -> {
                ListNode node = new ListNode(origin);
                list.forEach(item -> node.add(of(item, origin)));
                yield node;
            }
            case Map<?, ?> map -> {
                MapNode node = new MapNode(origin);
                map.forEach((at, item) -> node.put(at, of(item, origin)));
                yield node;
            }
            case null -> new Leaf(null, origin);
            default -> new Leaf(value, origin);
        };
    }

    /// Its plain value, interpolations as they are written.
    @Nullable Object written() {
        return switch (this) {
            case Leaf leaf -> leaf.value;
            case ListNode list -> {
                List<@Nullable Object> items = new ArrayList<>();
                list.items.forEach(item -> items.add(item.written()));
                yield items;
            }
            case MapNode map -> {
                Map<Object, @Nullable Object> entries = new LinkedHashMap<>();
                map.entries.forEach((at, child) -> entries.put(at, child.written()));
                yield entries;
            }
        };
    }

    /// What it is, for a sentence: `a map`, `the list`, `text "x"`.
    String noun() {
        return switch (this) {
            case MapNode map -> "a map";
            case ListNode list -> "a list";
            case Leaf leaf -> noun(leaf.value);
        };
    }

    static String noun(@Nullable Object value) {
        return switch (value) {
            case null -> "null";
            case String text -> "the text \"" + text + "\"";
            case Boolean truth -> "the truth value " + truth;
            case Map<?, ?> map -> "a map";
            case List<?> list -> "a list";
            default -> "the number " + Text.of(value);
        };
    }
}
