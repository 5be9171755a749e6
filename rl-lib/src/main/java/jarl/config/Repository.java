package jarl.config;

import jarl.config.Node.Leaf;
import jarl.config.Node.MapNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// All configs of one composition: the files of every source, the first that has one wins, and the schemas beneath.
final class Repository {
    private static final int HEADER_LENGTH = 512;

    private final List<ConfigSource> sources;
    private final Map<String, Type.Section> schemas;
    private final Map<String, @Nullable LoadedConfig> loaded = new HashMap<>();

    Repository(List<ConfigSource> sources, Map<String, Type.Section> schemas) {
        this.sources = sources;
        this.schemas = schemas;
    }

    boolean hasGroup(String path) {
        return sources.stream().anyMatch(source -> source.hasGroup(path))
                || schemas.keySet().stream().anyMatch(name -> name.startsWith(path + "/"));
    }

    /// The options of a group, sorted.
    List<String> options(String group) {
        TreeSet<String> options = new TreeSet<>();
        sources.forEach(source -> options.addAll(source.options(group)));
        String prefix = group.isEmpty() ? "" : group + "/";
        for (String name : schemas.keySet()) {
            if (name.startsWith(prefix) && name.length() > prefix.length() && name.indexOf('/', prefix.length()) < 0) {
                options.add(name.substring(prefix.length()));
            }
        }
        return List.copyOf(options);
    }

    /// All groups that have options, with slashes, sorted.
    List<String> groups() {
        TreeSet<String> groups = new TreeSet<>();
        addGroups("", groups, 0);
        for (String name : schemas.keySet()) {
            if (name.indexOf('/') > 0) {
                groups.add(name.substring(0, name.lastIndexOf('/')));
            }
        }
        return List.copyOf(groups);
    }

    private void addGroups(String group, Set<String> groups, int depth) {
        Limits.nesting(depth, "A config directory");
        for (ConfigSource source : sources) {
            for (String name : source.subgroups(group)) {
                String path = group.isEmpty() ? name : group + "/" + name;
                if (!path.equals("hydra") && !options(path).isEmpty()) {
                    groups.add(path);
                }
                addGroups(path, groups, depth + 1);
            }
        }
    }

    /// The places that are searched, for an error message.
    String searchPath() {
        List<String> places = new ArrayList<>();
        for (ConfigSource source : sources) {
            if (source instanceof ConfigSource.Folder(var directory)) {
                places.add(directory.toString());
            }
        }
        return places.isEmpty() ? "" : "\nSearched in: " + String.join(", ", places);
    }

    /// Null if there is no such config.
    @Nullable LoadedConfig load(String path) {
        if (!loaded.containsKey(path)) {
            loaded.put(path, read(path));
        }
        return loaded.get(path);
    }

    private @Nullable LoadedConfig read(String path) {
        Type.Section schema = schemas.get(path);
        for (ConfigSource source : sources) {
            String text = source.read(path);
            if (text != null) {
                LoadedConfig config = parsed(source.label(path), text);
                return schema == null ? config : over(schema, config);
            }
        }
        return schema == null ? null : new LoadedConfig(Schemas.defaults(schema), List.of(), null);
    }

    private static LoadedConfig over(Type.Section schema, LoadedConfig config) {
        MapNode typed = Schemas.defaults(schema);
        Problems problems = new Problems();
        new Merger(Merger.Mode.COMPOSE, problems).merge(typed, config.content().copy());
        problems.throwIfAny();
        return new LoadedConfig(typed, config.defaults(), config.header());
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
            throw new ConfigException(ErrorKind.TYPE_CLASH, label + " holds " + root.noun() + ", but a config is a map.");
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
