package jarl.config;

import jarl.config.DefaultEntry.Form;
import jarl.config.Node.Leaf;
import jarl.config.Node.ListNode;
import jarl.config.Node.MapNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads the defaults list of one file.
final class DefaultsReader {
    private static final String FORMS = "\n"
            + "Write - group: option, - group: null, - optional group: option, - override group: option, - config"
            + " or - _self_";

    private DefaultsReader() {}

    static List<DefaultEntry> read(String label, @Nullable Node defaults) {
        if (defaults == null) {
            return List.of();
        }
        if (!(defaults instanceof ListNode list)) {
            throw bad("The defaults of " + label + " are " + defaults.noun() + ", but must be a list.", "");
        }
        List<DefaultEntry> entries = new ArrayList<>();
        list.items.forEach(item -> entries.add(entry(item)));
        return entries;
    }

    private static DefaultEntry entry(Node item) {
        return switch (item) {
            case MapNode map -> group(map);
            case Leaf leaf when leaf.value instanceof String text -> config(text, leaf.origin);
            default -> throw bad("A default " + item.origin.in() + " is " + item.noun() + ".", FORMS);
        };
    }

    private static DefaultEntry config(String text, Origin origin) {
        int at = text.indexOf('@');
        String path = at < 0 ? text : text.substring(0, at);
        String place = at < 0 ? null : text.substring(at + 1);
        if (path.equals("_self_")) {
            if (place != null) {
                throw bad("_self_ " + origin.in() + " cannot go to a package.",
                        " Write _self_, and # @package " + place + " at the head of the file.");
            }
            return new DefaultEntry(Form.SELF, path, null, null, origin);
        }
        return new DefaultEntry(Form.CONFIG, path, null, place, origin);
    }

    private static DefaultEntry group(MapNode map) {
        Node optional = map.entries.size() > 1 ? map.entries.remove("optional") : null;
        if (map.entries.size() != 1) {
            throw bad(
                    "A default " + map.origin.in() + " has " + map.entries.size() + " keys, but must have one.", FORMS);
        }
        Map.Entry<Object, Node> only = map.entries.entrySet().iterator().next();
        String key = String.valueOf(only.getKey());
        int at = key.indexOf('@');
        List<String> words = List.of((at < 0 ? key : key.substring(0, at)).split(" ", -1));
        String place = at < 0 ? null : key.substring(at + 1);
        Node value = only.getValue();
        DefaultEntry entry = new DefaultEntry(Form.GROUP, words.getLast(), option(key, value), place, value.origin);
        if (words.getLast().isEmpty()) {
            throw bad("A default " + value.origin.in() + " names no group.", FORMS);
        }
        for (String word : words.subList(0, words.size() - 1)) {
            switch (word) {
                case "optional" -> entry.optional = true;
                case "override" -> entry.overrides = true;
                default -> throw bad("The word \"" + word + "\" of a default " + value.origin.in() + " means nothing"
                        + Nearest.suggestion(word, List.of("optional", "override")), FORMS);
            }
        }
        entry.optional |= optional instanceof Leaf leaf && Boolean.TRUE.equals(leaf.value);
        return entry;
    }

    private static @Nullable Object option(String key, Node value) {
        return switch (value) {
            case Leaf leaf when leaf.value == null || leaf.value instanceof String -> leaf.value;
            case ListNode list when list.items.stream().allMatch(DefaultsReader::isText) ->
                list.items.stream().map(item -> String.valueOf(((Leaf) item).value)).toList();
            default -> throw bad("The default \"" + key + "\" " + value.origin.in() + " is " + value.noun()
                    + ", but an option is a name, a list of names or null.", " Quote it if it is a name.");
        };
    }

    private static boolean isText(Node item) {
        return item instanceof Leaf leaf && leaf.value instanceof String;
    }

    private static ConfigException bad(String problem, String remedy) {
        return new ConfigException(ErrorKind.BAD_DEFAULTS, problem + remedy);
    }
}
