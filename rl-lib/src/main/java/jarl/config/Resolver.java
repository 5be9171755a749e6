package jarl.config;

import jarl.config.Node.Leaf;
import jarl.config.Node.ListNode;
import jarl.config.Node.MapNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Finds what interpolations stand for, in one tree. A result is a [Node] of the tree or a plain value.
final class Resolver {
    private final MapNode root;
    private final Surroundings surroundings;
    private final Set<Node> visiting = Collections.newSetFromMap(new IdentityHashMap<>());
    private int steps;
    private int depth;

    Resolver(MapNode root, Surroundings surroundings) {
        this.root = root;
        this.surroundings = surroundings;
    }

    /// The subtree as plain values, everything resolved; `???` stays. What cannot be resolved is noted and null.
    @Nullable Object plain(Node node, Problems problems) {
        return switch (node) {
            case MapNode map -> {
                Map<Object, @Nullable Object> plain = new LinkedHashMap<>();
                map.entries.forEach((key, child) -> plain.put(key, plain(child, problems)));
                yield plain;
            }
            case ListNode list -> {
                List<@Nullable Object> plain = new ArrayList<>();
                list.items.forEach(child -> plain.add(plain(child, problems)));
                yield plain;
            }
            case Leaf leaf -> {
                @Nullable Object[] plain = {null};
                problems.attempt(() -> plain[0] = plainValue(leaf));
                yield plain[0];
            }
        };
    }

    /// Plain values of a node or of a list or map that may hold nodes.
    ///
    /// @throws ConfigException at the first that cannot be resolved
    @Nullable Object plainValue(@Nullable Object value) {
        deeper("An interpolation");
        try {
            return switch (value) {
                case Leaf leaf when !leaf.interpolated() -> leaf.value;
                case Leaf leaf -> {
                    boolean first = visiting.add(leaf);
                    if (!first) {
                        throw cycle(leaf);
                    }
                    try {
                        yield plainValue(value(leaf));
                    } finally {
                        visiting.remove(leaf);
                    }
                }
                case MapNode map -> plainMap(map.entries);
                case ListNode list -> plainList(list.items);
                case Map<?, ?> map -> plainMap(map);
                case List<?> list -> plainList(list);
                case null -> null;
                default -> value;
            };
        } finally {
            depth--;
        }
    }

    private Map<@Nullable Object, @Nullable Object> plainMap(Map<?, ?> map) {
        Map<@Nullable Object, @Nullable Object> plain = new LinkedHashMap<>();
        map.forEach((key, child) -> plain.put(key, plainValue(child)));
        return plain;
    }

    private List<@Nullable Object> plainList(List<?> list) {
        List<@Nullable Object> plain = new ArrayList<>();
        list.forEach(child -> plain.add(plainValue(child)));
        return plain;
    }

    /// What a leaf stands for, as its type wants it: its plain value, or the result of its interpolation.
    @Nullable Object value(Leaf leaf) {
        if (!leaf.interpolated()) {
            return leaf;
        }
        step();
        Object result = evaluate(InterpolationParser.text(String.valueOf(leaf.value), leaf.origin), leaf);
        return fitted(leaf, result);
    }

    private @Nullable Object fitted(Leaf leaf, @Nullable Object result) {
        boolean scalar =
                leaf.type instanceof Type.Scalar || leaf.type instanceof Type.Choice || leaf.type instanceof Type.Rate;
        if (!scalar) {
            return result;
        }
        if (result instanceof MapNode || result instanceof ListNode) {
            throw new ConfigException(ErrorKind.TYPE_CLASH, "%s wants %s, but %s it becomes %s."
                    .formatted(leaf.path(), leaf.type.noun(), leaf.origin.in(), ((Node) result).noun()));
        }
        Leaf found = new Leaf(result instanceof Leaf other ? other.value : result, leaf.origin);
        found.settled = true;
        found.parent = leaf.parent;
        found.key = leaf.key;
        return Coercion.fit(leaf.type, found);
    }

    private @Nullable Object evaluate(Expression expression, Leaf leaf) {
        deeper("An interpolation");
        try {
            return switch (expression) {
                case Expression.Literal literal -> literal.value();
                case Expression.Joined joined -> joined(joined.pieces(), leaf);
                case Expression.Items items -> {
                    List<@Nullable Object> list = new ArrayList<>();
                    items.items().forEach(item -> list.add(evaluate(item, leaf)));
                    yield list;
                }
                case Expression.Entries entries -> {
                    Map<@Nullable Object, @Nullable Object> map = new LinkedHashMap<>();
                    entries.entries().forEach(entry -> map.put(entry.key(), evaluate(entry.value(), leaf)));
                    yield map;
                }
                case Expression.Reference reference -> referenced(spelled(reference.pieces(), leaf), leaf);
                case Expression.Call call -> {
                    List<@Nullable Object> args = new ArrayList<>();
                    call.args().forEach(arg -> args.add(evaluate(arg, leaf)));
                    yield new Resolvers(this, leaf, surroundings).call(spelled(call.name(), leaf), args);
                }
            };
        } finally {
            depth--;
        }
    }

    /// Evaluates `oc.decode`'s text at the place of the leaf.
    @Nullable Object decoded(String text, Leaf leaf) {
        step();
        return evaluate(InterpolationParser.value(text, leaf.origin), leaf);
    }

    /// A value as part of a text; maps and lists as they are written, for what they hold may need this very text.
    String text(@Nullable Object value) {
        boolean container = value instanceof MapNode || value instanceof ListNode;
        return Text.of(container && value instanceof Node node ? node.written() : plainValue(value));
    }

    private String joined(List<Expression> pieces, Leaf leaf) {
        StringBuilder text = new StringBuilder();
        for (Expression piece : pieces) {
            text.append(text(evaluate(piece, leaf)));
            if (text.length() > Limits.TEXT_LENGTH) {
                throw new ConfigException(
                        ErrorKind.TOO_LARGE,
                        "The interpolation %s %s grows longer than %d characters."
                                .formatted(leaf.path(), leaf.origin.in(), Limits.TEXT_LENGTH));
            }
        }
        return text.toString();
    }

    private String spelled(List<Expression> pieces, Leaf leaf) {
        StringBuilder key = new StringBuilder();
        for (Expression piece : pieces) {
            Object value = plainValue(evaluate(piece, leaf));
            if (!(value instanceof String text)) {
                throw new ConfigException(ErrorKind.INTERPOLATION_RESOLVER,
                        "A part of a key %s is %s, but only text can spell a key. Quote it where it is set."
                                .formatted(leaf.origin.in(), Node.noun(value)));
            }
            key.append(text);
        }
        return key.toString();
    }

    private Node referenced(String key, Leaf leaf) {
        Node found = select(key, leaf, true);
        if (found == null) {
            throw unknown(key, leaf);
        }
        for (Node above = leaf; above != null; above = above.parent) {
            if (above == found && above != leaf) {
                throw new ConfigException(
                        ErrorKind.INTERPOLATION_CYCLE,
                        "${%s} %s points at %s, which holds it. Point elsewhere."
                                .formatted(
                                        key,
                                        leaf.origin.in(),
                                        found.path().isEmpty() ? "the whole config" : found.path()));
            }
        }
        return found;
    }

    /// The node under a key as an interpolation of `leaf` writes it, interpolations followed; null if there is none.
    ///
    /// @param strict whether `???` and scalars on the way are errors; otherwise the key is just not there
    @Nullable Node select(String key, Leaf leaf, boolean strict) {
        Node from = root;
        String path = key;
        if (key.startsWith(".")) {
            from = leaf.parent == null ? root : leaf.parent;
            path = key.substring(1);
            while (path.startsWith(".")) {
                from = from.parent;
                path = path.substring(1);
                if (from == null) {
                    throw new ConfigException(
                            ErrorKind.INTERPOLATION_KEY,
                            "${%s} %s goes above the root of the config. Use fewer dots."
                                    .formatted(key, leaf.origin.in()));
                }
            }
        }
        return walk(from, KeyPath.split(path), key, leaf, strict);
    }

    private @Nullable Node walk(Node from, List<String> keys, String written, Leaf leaf, boolean strict) {
        Node node = from;
        for (int i = 0; i < keys.size(); i++) {
            if (node instanceof Leaf blocked) {
                if (!strict) {
                    return null;
                }
                throw new ConfigException(
                        ErrorKind.INTERPOLATION_RESOLVER,
                        "${%s} %s asks for \"%s\" in %s, which is %s."
                                .formatted(written, leaf.origin.in(), keys.get(i), blocked.path(), blocked.noun()));
            }
            Node child = child(node, keys.get(i), written, leaf);
            if (child == null) {
                return null;
            }
            if (child instanceof Leaf mandatory && mandatory.missing() && strict) {
                throw new ConfigException(ErrorKind.INTERPOLATION_MISSING,
                        "${%s} %s needs %s, which has no value yet (???). Set it: %s=VALUE"
                                .formatted(written, leaf.origin.in(), child.path(), child.path()));
            }
            node = followed(child);
        }
        return node;
    }

    private static @Nullable Node child(Node node, String key, String written, Leaf leaf) {
        if (node instanceof MapNode map) {
            return map.get(key);
        }
        Number index = Numbers.whole(key);
        if (index == null) {
            ErrorKind kind = leaf.interpolated() ? ErrorKind.INTERPOLATION_RESOLVER : ErrorKind.TYPE_CLASH;
            throw new ConfigException(kind, "%s %s asks for \"%s\" in a list; use a number from 0 on."
                    .formatted(written, leaf.origin.in(), key));
        }
        List<Node> items = ((ListNode) node).items;
        return index.longValue() >= 0 && index.longValue() < items.size() ? items.get(index.intValue()) : null;
    }

    /// The node itself, or what it stands for if it is an interpolation.
    Node followed(Node node) {
        if (!(node instanceof Leaf leaf) || !leaf.interpolated()) {
            return node;
        }
        if (!visiting.add(leaf)) {
            throw cycle(leaf);
        }
        try {
            Object value = value(leaf);
            return value instanceof Node found ? found : resultAt(leaf, value);
        } finally {
            visiting.remove(leaf);
        }
    }

    /// A plain result as a leaf at the place of the interpolation; a list or map stays one value.
    private static Node resultAt(Leaf leaf, @Nullable Object value) {
        Leaf result = new Leaf(value, leaf.origin);
        result.settled = true;
        result.parent = leaf.parent;
        result.key = leaf.key;
        return result;
    }

    private ConfigException unknown(String key, Leaf leaf) {
        List<String> known = new ArrayList<>();
        KeyPath.collect(root, "", known, Limits.DEFAULTS);
        return new ConfigException(ErrorKind.INTERPOLATION_KEY, "${%s} %s: there is no such key%s".formatted(
                key, leaf.origin.in(), Nearest.to(key, known).map(near -> "; did you mean ${" + near + "}?")
                        .orElse(". Use a key of the config, or ${oc.select:" + key + ",DEFAULT}.")));
    }

    private static ConfigException cycle(Leaf leaf) {
        return new ConfigException(ErrorKind.INTERPOLATION_CYCLE,
                "%s %s leads back to itself through interpolations. Give one of them a value of its own."
                        .formatted(leaf.path(), leaf.origin.in()));
    }

    private void step() {
        if (++steps > Limits.RESOLUTION_STEPS) {
            throw new ConfigException(ErrorKind.TOO_LARGE, "The interpolations of this config multiply beyond "
                    + Limits.RESOLUTION_STEPS + " steps. Let fewer of them repeat others.");
        }
    }

    private void deeper(String what) {
        step();
        if (++depth > 8 * Limits.NESTING) {
            depth--;
            throw new ConfigException(ErrorKind.INTERPOLATION_CYCLE, what
                    + " leads on without end. Look for two that hold one another.");
        }
    }
}
