package jarl.config;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads the schemas of a batch request: `{field: [type, default]}`, nested maps being sections of their own.
///
/// Types: `int`, `float`, `bool`, `str`, `any`, `list[…]`, `dict[str,…]`, `enum:A|B`; with `?` null is allowed.
final class BatchSchema {
    private BatchSchema() {}

    static Type.Section section(String name, JsonNode fields, int depth) {
        Limits.nesting(depth, "A schema");
        Map<String, Type.Field> read = new LinkedHashMap<>();
        fields.properties()
                .forEach(field -> read.put(field.getKey(), field(name, field.getKey(), field.getValue(), depth)));
        return new Type.Section(name, read, Set.of(), false);
    }

    private static Type.Field field(String name, String key, JsonNode field, int depth) {
        if (field.isObject()) {
            return new Type.Field(section(name + "." + key, field, depth + 1), Map.of());
        }
        if (!field.isArray() || field.isEmpty() || !field.get(0).isTextual()) {
            throw bad("The field " + key + " of the schema " + name + " must be [type, default] or a map of fields.");
        }
        Object initial = field.size() > 1 ? JsonValues.read(field.get(1)) : Node.Leaf.MISSING;
        return new Type.Field(type(field.get(0).textValue(), false, depth), initial);
    }

    private static Type type(String written, boolean optional, int depth) {
        Limits.nesting(depth, "A type");
        if (written.endsWith("?")) {
            return type(written.substring(0, written.length() - 1), true, depth + 1);
        }
        if (written.startsWith("list[") && written.endsWith("]")) {
            return new Type.ListOf(type(written.substring(5, written.length() - 1), false, depth + 1), optional);
        }
        if (written.startsWith("dict[") && written.endsWith("]")) {
            String value = written.substring(written.indexOf(',') + 1, written.length() - 1);
            return new Type.MapOf(type(value.strip(), false, depth + 1), optional);
        }
        if (written.startsWith("enum:")) {
            return new Type.Choice(List.of(written.substring(5).split("\\|")), false, optional);
        }
        Type.Kind kind = kind(written);
        if (kind != null) {
            return new Type.Scalar(kind, optional);
        }
        if (written.equals("any") || written.equals("list") || written.equals("dict")) {
            return Type.Free.FREE;
        }
        throw bad("There is no type \"" + written
                + "\"; known are int, float, bool, str, any, list[…], dict[str,…] and enum:A|B.");
    }

    private static Type.@Nullable Kind kind(String written) {
        return switch (written) {
            case "int" -> Type.Kind.INT;
            case "float" -> Type.Kind.FLOAT;
            case "bool" -> Type.Kind.BOOL;
            case "str" -> Type.Kind.TEXT;
            default -> null;
        };
    }

    private static ConfigException bad(String problem) {
        return new ConfigException(ErrorKind.BAD_REQUEST, problem);
    }
}
