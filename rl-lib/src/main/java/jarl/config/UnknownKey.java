package jarl.config;

import jarl.config.Node.MapNode;
import java.util.ArrayList;
import java.util.List;

/// Says that a key is not known, which one may be meant, and which are there.
final class UnknownKey {
    private static final int SHOWN = 40;

    private UnknownKey() {}

    static ConfigException in(MapNode map, String key, Origin origin) {
        List<String> known = new ArrayList<>(map.names());
        if (map.type instanceof Type.Section section) {
            section.fields().keySet().stream().filter(name -> !known.contains(name)).forEach(known::add);
        }
        if (map.parent == null) {
            known.remove("hydra");
        }
        String owner = map.type instanceof Type.Section section ? section.name()
                : map.parent == null ? "The config" : map.path();
        return of(key, map.path(), owner, known, origin);
    }

    /// The same where the keys are not those of a map.
    ///
    /// @param path  the path of the map, empty for the root
    /// @param owner who knows the keys, as the first word of a sentence
    static ConfigException of(String key, String path, String owner, List<String> known, Origin origin) {
        var near = Nearest.to(key, known);
        StringBuilder message = new StringBuilder("Unknown key \"" + key + "\" " + origin.in());
        message.append(near.map(name -> "; did you mean \"" + name + "\"?").orElse("."));
        if (origin instanceof Origin.OverrideLine(var line)) {
            String full = path.isEmpty() ? key : path + "." + key;
            int at = line.indexOf(full);
            int start = at < 0 ? Math.max(0, line.indexOf(key)) : at + full.length() - key.length();
            message.append('\n').append(Caret.under(line, start, key.length()));
        }
        message.append('\n').append(owner).append(" knows: ").append(listed(known));
        if (near.isEmpty()
                && origin instanceof Origin.OverrideLine(var line)
                && !line.startsWith("+")
                && !line.startsWith("~")) {
            message.append("\nTo add a new key write +").append(line);
        }
        return new ConfigException(ErrorKind.UNKNOWN_KEY, message.toString());
    }

    static String listed(List<String> names) {
        List<String> sorted = names.stream().sorted().toList();
        if (sorted.isEmpty()) {
            return "no keys";
        }
        String shown = String.join(", ", sorted.subList(0, Math.min(SHOWN, sorted.size())));
        return sorted.size() > SHOWN ? shown + ", … (" + sorted.size() + " in all)" : shown;
    }
}
