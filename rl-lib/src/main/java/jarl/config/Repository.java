package jarl.config;

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
    private final List<ConfigSource> sources;
    private final Map<String, Type.Section> schemas;
    private final ParsedFiles files;
    private final Map<String, @Nullable LoadedConfig> loaded = new HashMap<>();

    Repository(List<ConfigSource> sources, Map<String, Type.Section> schemas, ParsedFiles files) {
        this.sources = sources;
        this.schemas = schemas;
        this.files = files;
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
                LoadedConfig config = files.get(source.label(path), text);
                return schema == null ? config : over(schema, group(path), config);
            }
        }
        return schema == null ? null : new LoadedConfig(Schemas.defaults(schema), List.of(), null);
    }

    /// The group of a config, with slashes; empty at the top.
    static String group(String path) {
        int slash = path.lastIndexOf('/');
        return slash < 0 ? "" : path.substring(0, slash);
    }

    /// The content of a file on the defaults of its schema. A file that writes to the root, by `@package _global_`, has
    /// the schema's section where its group has it: so the file of an algorithm may also say what its trainer needs.
    private static LoadedConfig over(Type.Section schema, String group, LoadedConfig config) {
        MapNode typed = Schemas.defaults(schema);
        if (DefaultEntry.GLOBAL.equals(config.header()) && !group.isEmpty()) {
            typed = Composer.embedded(typed, group.replace('/', '.'));
        }
        Problems problems = new Problems();
        new Merger(Merger.Mode.COMPOSE, problems).merge(typed, config.content().copy());
        problems.throwIfAny();
        return new LoadedConfig(typed, config.defaults(), config.header());
    }
}
