package jarl.config;

import jarl.config.Node.Leaf;
import jarl.config.Node.ListNode;
import jarl.config.Node.MapNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Keys that lead through several levels: `a.b`, `a[b]`, `list.0`.
final class KeyPath {
    private KeyPath() {}

    /// The keys one by one; an empty path has none.
    static List<String> split(String path) {
        List<String> keys = new ArrayList<>();
        int at = 0;
        while (at < path.length()) {
            char c = path.charAt(at);
            int close = c == '[' ? path.indexOf(']', at) : -1;
            if (close > 0) {
                keys.add(path.substring(at + 1, close));
                at = close + 1;
                continue;
            }
            int start = c == '.' && at > 0 ? at + 1 : at;
            int end = start;
            while (end < path.length() && path.charAt(end) != '.' && path.charAt(end) != '[') {
                end++;
            }
            end = end == start && start == at ? end + 1 : end;
            keys.add(path.substring(start, end));
            at = end;
        }
        return keys;
    }

    /// The node under a path as it stands, nothing followed; null if there is none.
    static @Nullable Node find(Node root, String path) {
        Node node = root;
        for (String key : split(path)) {
            node = switch (node) {
                case MapNode map -> childOf(map, key);
                case ListNode list -> {
                    Number index = Numbers.whole(key);
                    yield index != null && index.longValue() >= 0 && index.longValue() < list.items.size()
                            ? list.items.get(index.intValue()) : null;
                }
                case Leaf leaf -> null;
                case null -> null;
            };
            if (node == null) {
                return null;
            }
        }
        return node;
    }

    private static @Nullable Node childOf(MapNode map, String key) {
        Node child = map.get(key);
        if (child == null) {
            for (var entry : map.entries.entrySet()) {
                if (!(entry.getKey() instanceof String) && Text.of(entry.getKey()).equals(key)) {
                    return entry.getValue();
                }
            }
        }
        return child;
    }

    /// The path of what stands under a key of what stands at `path`; a key with a dot in it stands in brackets.
    static String below(String path, Object key) {
        String text = Text.of(key);
        if (text.indexOf('.') >= 0) {
            return path + "[" + text + "]";
        }
        return path.isEmpty() ? text : path + "." + text;
    }

    /// Adds the paths of the values beneath, at most `limit`.
    static void collect(Node node, String path, List<String> into, int limit) {
        if (into.size() >= limit) {
            return;
        }
        if (!path.isEmpty()) {
            into.add(path);
        }
        if (node instanceof MapNode map) {
            map.entries.forEach((key, child) -> collect(child, below(path, key), into, limit));
        }
    }
}
