package jarl.config;

import jarl.config.Node.Leaf;
import jarl.config.Node.ListNode;
import jarl.config.Node.MapNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.composer.Composer;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.StreamReader;

/// Reads one YAML document into a tree whose every node knows its line.
final class YamlReader {
    private final String file;
    private final Set<org.yaml.snakeyaml.nodes.Node> open = Collections.newSetFromMap(new IdentityHashMap<>());
    private int nodes;

    private YamlReader(String file) {
        this.file = file;
    }

    /// The document of a file; an empty file is an empty map.
    ///
    /// @throws ConfigException if it is no YAML, has a key twice, or an interpolation that cannot be read
    static Node read(String file, String text) {
        return new YamlReader(file).document(text);
    }

    private Node document(String text) {
        if (text.length() > Limits.FILE_LENGTH) {
            throw new ConfigException(ErrorKind.TOO_LARGE,
                    file + " is longer than " + Limits.FILE_LENGTH + " characters; split it.");
        }
        LoaderOptions options = new LoaderOptions();
        options.setNestingDepthLimit(Limits.NESTING);
        options.setMaxAliasesForCollections(Limits.NODES);
        options.setCodePointLimit(Limits.FILE_LENGTH);
        try {
            var parser = new ParserImpl(new StreamReader(text), options);
            var root = new Composer(parser, new YamlScalars(), options).getSingleNode();
            return root == null ? new MapNode(new Origin.File(file, 1, 1)) : node(root, 0);
        } catch (MarkedYAMLException e) {
            boolean mandatory = e.getProblem() != null && e.getProblem().contains("found '?'");
            throw broken(e.getProblemMark(), e.getProblem() + (mandatory ? "; inside brackets quote it: '???'" : ""));
        } catch (YAMLException e) {
            throw broken(null, String.valueOf(e.getMessage()));
        }
    }

    private Node node(org.yaml.snakeyaml.nodes.Node yaml, int depth) {
        Limits.nesting(depth, file);
        if (++nodes > Limits.NODES) {
            throw tooMany();
        }
        if (yaml instanceof ScalarNode scalar) {
            return leaf(scalar);
        }
        if (!open.add(yaml)) {
            throw broken(yaml.getStartMark(), "an alias stands inside what it repeats");
        }
        Node result = switch (yaml) {
            case MappingNode map when map.getTag().equals(Tag.MAP) -> map(map, depth);
            case SequenceNode list when list.getTag().equals(Tag.SEQ) -> list(list, depth);
            default -> throw unknownTag(yaml);
        };
        open.remove(yaml);
        return result;
    }

    private ListNode list(SequenceNode yaml, int depth) {
        ListNode list = new ListNode(origin(yaml.getStartMark()));
        yaml.getValue().forEach(item -> list.add(node(item, depth + 1)));
        return list;
    }

    private MapNode map(MappingNode yaml, int depth) {
        MapNode map = new MapNode(origin(yaml.getStartMark()));
        refuseTwins(yaml);
        for (NodeTuple tuple : flattened(yaml, 0)) {
            Object key = key(tuple.getKeyNode());
            Node value = node(tuple.getValueNode(), depth + 1);
            if (value instanceof Leaf leaf) {
                leaf.origin = origin(tuple.getKeyNode().getStartMark());
            }
            map.put(key, value);
        }
        return map;
    }

    private void refuseTwins(MappingNode yaml) {
        Map<String, Mark> seen = new HashMap<>();
        for (NodeTuple tuple : yaml.getValue()) {
            if (tuple.getKeyNode() instanceof ScalarNode key && key.getTag().equals(Tag.STR)) {
                Mark first = seen.putIfAbsent(key.getValue(), key.getStartMark());
                if (first != null) {
                    throw broken(key.getStartMark(), "the key \"" + key.getValue() + "\" stands there for the second "
                            + "time, first in line " + (first.getLine() + 1) + "; remove one");
                }
            }
        }
    }

    /// `<<` spelled out: what is merged comes first, so that the map's own keys win.
    private List<NodeTuple> flattened(MappingNode yaml, int depth) {
        Limits.nesting(depth, file);
        if (++nodes > Limits.NODES) {
            throw tooMany();
        }
        List<NodeTuple> merged = new ArrayList<>();
        List<NodeTuple> own = new ArrayList<>();
        for (NodeTuple tuple : yaml.getValue()) {
            if (!tuple.getKeyNode().getTag().equals(Tag.MERGE)) {
                own.add(tuple);
                continue;
            }
            switch (tuple.getValueNode()) {
                case MappingNode map -> merged.addAll(flattened(map, depth + 1));
                case SequenceNode list -> {
                    for (var item : list.getValue().reversed()) {
                        if (!(item instanceof MappingNode map)) {
                            throw broken(item.getStartMark(), "<< wants a map or a list of maps");
                        }
                        merged.addAll(flattened(map, depth + 1));
                    }
                }
                default -> throw broken(tuple.getValueNode().getStartMark(), "<< wants a map or a list of maps");
            }
            if (merged.size() > Limits.NODES) {
                throw tooMany();
            }
        }
        merged.addAll(own);
        return merged;
    }

    private Object key(org.yaml.snakeyaml.nodes.Node yaml) {
        if (!(yaml instanceof ScalarNode scalar)) {
            throw broken(yaml.getStartMark(), "a key must be text, a number, true or false");
        }
        Object key = scalar(scalar);
        if (key == null) {
            throw new ConfigException(ErrorKind.TYPE_CLASH, "A key is null " + origin(yaml.getStartMark()).in()
                    + ", but must be text, a number, true or false. Quote it if it is text.");
        }
        return key;
    }

    private Leaf leaf(ScalarNode yaml) {
        Leaf leaf = new Leaf(scalar(yaml), origin(yaml.getStartMark()));
        if (leaf.interpolated()) {
            InterpolationParser.check(String.valueOf(leaf.value), leaf.origin);
        }
        return leaf;
    }

    private @Nullable Object scalar(ScalarNode yaml) {
        String text = yaml.getValue();
        Tag tag = yaml.getTag();
        try {
            if (tag.equals(Tag.STR)) {
                return text;
            } else if (tag.equals(Tag.NULL)) {
                return null;
            } else if (tag.equals(Tag.INT)) {
                return YamlScalars.whole(text);
            } else if (tag.equals(Tag.FLOAT)) {
                return YamlScalars.real(text);
            } else if (tag.equals(Tag.BOOL)) {
                return truth(yaml);
            }
        } catch (NumberFormatException e) {
            throw broken(yaml.getStartMark(), "\"" + text + "\" is no number");
        }
        if (tag.equals(YamlScalars.VALUE)) {
            throw broken(yaml.getStartMark(), "a lone = means something else in YAML; quote it");
        }
        throw unknownTag(yaml);
    }

    private boolean truth(ScalarNode yaml) {
        return switch (yaml.getValue().toLowerCase(Locale.ROOT)) {
            case "yes", "true", "on" -> true;
            case "no", "false", "off" -> false;
            default -> throw broken(yaml.getStartMark(), "\"" + yaml.getValue() + "\" is neither true nor false");
        };
    }

    private ConfigException tooMany() {
        return new ConfigException(ErrorKind.TOO_LARGE,
                file + " has more than " + Limits.NODES + " values, aliases spelled out; split it.");
    }

    private ConfigException unknownTag(org.yaml.snakeyaml.nodes.Node yaml) {
        return broken(yaml.getStartMark(), "the tag " + yaml.getTag().getValue() + " means nothing here; leave it out");
    }

    private Origin origin(Mark mark) {
        return new Origin.File(file, mark.getLine() + 1, mark.getColumn() + 1);
    }

    private ConfigException broken(@Nullable Mark mark, @Nullable String problem) {
        String where = mark == null ? "" : ", line " + (mark.getLine() + 1) + ", column " + (mark.getColumn() + 1);
        String snippet = mark == null || mark.get_snippet() == null ? "" : "\n" + mark.get_snippet();
        return new ConfigException(ErrorKind.YAML_SYNTAX,
                "Cannot read " + file + where + ": " + problem + "." + snippet);
    }
}
