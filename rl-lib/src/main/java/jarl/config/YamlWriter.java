package jarl.config;

import jarl.config.Node.Leaf;
import jarl.config.Node.ListNode;
import jarl.config.Node.MapNode;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.representer.Representer;

/// Writes trees and plain values as YAML that [YamlReader] reads back as the same values: an interpolation stays as it
/// was written, and a `${` in a plain text is escaped.
final class YamlWriter {
    private YamlWriter() {}

    static String write(@Nullable Object value) {
        DumperOptions options = new DumperOptions();
        options.setWidth(120);
        options.setSplitLines(false);
        options.setAllowUnicode(true);
        LoaderOptions loading = new LoaderOptions();
        Yaml yaml =
                new Yaml(new SafeConstructor(loading), new Representer(options), options, loading, new YamlScalars());
        StringWriter text = new StringWriter();
        yaml.serialize(node(value), text);
        return text.toString();
    }

    private static org.yaml.snakeyaml.nodes.Node node(@Nullable Object value) {
        return switch (value) {
            case Leaf leaf when leaf.interpolated() -> scalar(Tag.STR, String.valueOf(leaf.value));
            case Leaf leaf -> node(leaf.value);
            case MapNode map -> mapping(map.entries);
            case ListNode list -> sequence(list.items);
            case Map<?, ?> map -> mapping(map);
            case List<?> list -> sequence(list);
            case null -> scalar(Tag.NULL, "null");
            case Boolean truth -> scalar(Tag.BOOL, truth.toString());
            case Double number -> scalar(Tag.FLOAT, number(number));
            case Number number -> scalar(Tag.INT, number.toString());
            default -> scalar(Tag.STR, InterpolationParser.escaped(value.toString()));
        };
    }

    /// Nothing is interpolated in a key.
    private static org.yaml.snakeyaml.nodes.Node key(@Nullable Object key) {
        return key instanceof String text ? scalar(Tag.STR, text) : node(key);
    }

    private static String number(double number) {
        if (Double.isNaN(number)) {
            return ".nan";
        }
        if (Double.isInfinite(number)) {
            return number > 0 ? ".inf" : "-.inf";
        }
        return Text.number(number);
    }

    private static org.yaml.snakeyaml.nodes.Node scalar(Tag tag, String text) {
        boolean lines = tag.equals(Tag.STR) && text.contains("\n");
        return new ScalarNode(tag, text, null, null,
                lines ? DumperOptions.ScalarStyle.DOUBLE_QUOTED : DumperOptions.ScalarStyle.PLAIN);
    }

    private static org.yaml.snakeyaml.nodes.Node mapping(Map<?, ?> map) {
        List<NodeTuple> tuples = new ArrayList<>();
        map.forEach((key, value) -> tuples.add(new NodeTuple(key(key), node(value))));
        return new MappingNode(Tag.MAP, tuples,
                map.isEmpty() ? DumperOptions.FlowStyle.FLOW : DumperOptions.FlowStyle.BLOCK);
    }

    /// Lists of scalars stay on their line.
    private static org.yaml.snakeyaml.nodes.Node sequence(List<?> list) {
        List<org.yaml.snakeyaml.nodes.Node> items = new ArrayList<>();
        list.forEach(item -> items.add(node(item)));
        boolean flat = items.stream().allMatch(ScalarNode.class::isInstance);
        return new SequenceNode(Tag.SEQ, items, flat ? DumperOptions.FlowStyle.FLOW : DumperOptions.FlowStyle.BLOCK);
    }
}
