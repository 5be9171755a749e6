package jarl.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Completes overrides: groups, options, keys, and the values of keys that have few. One engine for the shell and for
/// the cells of a notebook.
///
/// Never throws: where nothing can be composed there is nothing to offer.
public final class Completion {
    /// What fits at a cursor.
    ///
    /// @param start where the word to replace begins
    /// @param end   where it ends: the cursor
    /// @param words what may stand there, sorted
    public record Candidates(int start, int end, List<String> words) {}

    private static final String BETWEEN_WORDS = " \t\r\n\"'`();";

    private final Composer composer;
    private final String configName;

    /// @param configName the primary config that the overrides are for
    public Completion(Composer composer, String configName) {
        this.composer = composer;
        this.configName = configName;
    }

    /// Completes the word at a cursor in a command line or a cell; words end at blanks, quotes and parentheses.
    public Candidates at(String text, int cursor) {
        int end = Math.clamp(cursor, 0, text.length());
        int start = end;
        while (start > 0 && BETWEEN_WORDS.indexOf(text.charAt(start - 1)) < 0) {
            start--;
        }
        List<String> others = words(text.substring(0, start));
        others.addAll(words(text.substring(end)));
        return new Candidates(start, end, complete(text.substring(start, end), others));
    }

    private static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        for (int i = 0; i <= text.length(); i++) {
            if (i == text.length() || BETWEEN_WORDS.indexOf(text.charAt(i)) >= 0) {
                if (word.indexOf("=") > 0) {
                    words.add(word.toString());
                }
                word.setLength(0);
            } else {
                word.append(text.charAt(i));
            }
        }
        return words;
    }

    /// The words that `begun` may become.
    ///
    /// @param others the other overrides of the line; those that choose options decide which keys there are
    public List<String> complete(String begun, List<String> others) {
        try {
            Map<String, List<String>> groups = new LinkedHashMap<>(composer.groups());
            groups.remove("");
            Config config = config(others);
            String prefix = begun.startsWith("++") ? "++" : begun.startsWith("+") || begun.startsWith("~")
                    ? begun.substring(0, 1) : "";
            String rest = begun.substring(prefix.length());
            int equal = rest.indexOf('=');
            TreeSet<String> words = new TreeSet<>();
            if (equal >= 0) {
                addValues(prefix + rest.substring(0, equal + 1), rest.substring(0, equal), rest.substring(equal + 1),
                        groups, config, words);
            } else {
                addGroups(prefix, rest, groups, config, words);
                addKeys(prefix, rest, config, words);
            }
            return List.copyOf(words);
        } catch (ConfigException e) {
            return List.of();
        }
    }

    private @Nullable Config config(List<String> others) {
        List<String> accepted = new ArrayList<>();
        Config config = composed(accepted);
        for (String other : others) {
            accepted.add(other);
            Config next = composed(accepted);
            if (next == null) {
                accepted.removeLast();
            } else {
                config = next;
            }
        }
        return config;
    }

    private @Nullable Config composed(List<String> overrides) {
        try {
            return composer.compose(configName, overrides);
        } catch (ConfigException e) {
            return null;
        }
    }

    private static void addGroups(
            String prefix, String begun, Map<String, List<String>> groups, @Nullable Config config, Set<String> words) {
        boolean adds = prefix.equals("+");
        for (String group : groups.keySet()) {
            boolean chosen = config == null || config.choices().containsKey(group);
            if (group.startsWith(begun) && chosen != adds && !prefix.equals("++")) {
                words.add(prefix + group + (prefix.equals("~") ? "" : "="));
            }
        }
    }

    private static void addKeys(String prefix, String begun, @Nullable Config config, Set<String> words) {
        if (config == null) {
            return;
        }
        int dot = begun.lastIndexOf('.');
        String above = dot < 0 ? "" : begun.substring(0, dot);
        for (String name : config.keys(above)) {
            String key = above.isEmpty() ? name : above + "." + name;
            if (key.startsWith(begun)) {
                boolean section = config.find(key) instanceof Node.MapNode map && !map.entries.isEmpty();
                words.add(prefix + key + (section ? "." : prefix.equals("~") ? "" : "="));
            }
        }
    }

    /// After a comma or an opening bracket the next of several values is completed.
    private static void addValues(String before, String key, String begun, Map<String, List<String>> groups,
            @Nullable Config config, Set<String> words) {
        int last = Math.max(begun.lastIndexOf(','), begun.lastIndexOf('[')) + 1;
        String start = begun.substring(last);
        String group = key.indexOf('@') < 0 ? key : key.substring(0, key.indexOf('@'));
        List<String> values = groups.containsKey(group) ? groups.get(group) : values(key, config);
        for (String value : values) {
            if (value.startsWith(start)) {
                words.add(before + begun.substring(0, last) + value);
            }
        }
    }

    private static List<String> values(String key, @Nullable Config config) {
        Node node = config == null ? null : config.find(key);
        if (node == null) {
            return List.of();
        }
        if (node.type instanceof Type.Choice choice) {
            return choice.words();
        }
        boolean truth = node.type instanceof Type.Scalar(Type.Kind kind, boolean optional) && kind == Type.Kind.BOOL;
        if (truth || (node instanceof Node.Leaf leaf && leaf.value instanceof Boolean)) {
            return List.of("false", "true");
        }
        return node instanceof Node.Leaf leaf && leaf.value != null && !leaf.open()
                ? List.of(ParsedOverride.written(leaf.value)) : List.of();
    }
}
