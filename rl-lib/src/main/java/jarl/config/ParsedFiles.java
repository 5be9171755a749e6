package jarl.config;

import jarl.config.Node.Leaf;
import jarl.config.Node.MapNode;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// Parsed files, kept as long as their text stays the same. What it gives is read, never changed.
final class ParsedFiles {
    private record Parsed(String text, LoadedConfig config) {}

    private static final int HEADER_LENGTH = 512;
    private static final int MOST = 1_000;

    private final Map<String, Parsed> files = new ConcurrentHashMap<>();

    /// The config that the text of a file makes.
    ///
    /// @throws ConfigException if the text is no config
    LoadedConfig get(String label, String text) {
        Parsed parsed = files.get(label);
        if (parsed == null || !parsed.text().equals(text)) {
            parsed = new Parsed(text, parsed(label, text));
            if (files.size() >= MOST) {
                files.clear();
            }
            files.put(label, parsed);
        }
        return parsed.config();
    }

    private static LoadedConfig parsed(String label, String text) {
        Node root = YamlReader.read(label, text);
        if (root instanceof Leaf leaf && (leaf.value == null || leaf.value instanceof String)) {
            MapNode map = new MapNode(leaf.origin); // a lone word is a key without value
            if (leaf.value instanceof String word) {
                map.put(word, new Leaf(null, leaf.origin));
            }
            root = map;
        }
        if (!(root instanceof MapNode map)) {
            throw new ConfigException(
                    ErrorKind.TYPE_CLASH, label + " holds " + root.noun() + ", but a config is a map.");
        }
        Node defaults = map.entries.remove("defaults");
        return new LoadedConfig(map, DefaultsReader.read(label, defaults), header(label, text));
    }

    /// The `# @package X` among the first comments.
    private static @Nullable String header(String label, String text) {
        String head = text.substring(0, Math.min(text.length(), HEADER_LENGTH));
        String found = null;
        for (String line : head.lines().map(String::strip).filter(line -> !line.isEmpty()).toList()) {
            if (!line.startsWith("#") || !line.substring(1).stripLeading().startsWith("@")) {
                break;
            }
            List<String> words = List.of(line.substring(1).strip().split(" +"));
            if (words.size() != 2) {
                throw new ConfigException(ErrorKind.BAD_DEFAULTS,
                        label + " begins with \"" + line + "\"; write # @package NAME, with one name.");
            }
            if (words.getFirst().equals("@package")) {
                found = words.get(1);
            }
        }
        return found;
    }
}
