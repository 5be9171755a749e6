package jarl.kernel.runner;

import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Values given from outside as Java declarations, for the cell behind the one tagged `parameters`.
final class Parameters {
    private Parameters() {}

    static String source(Map<String, ? extends @Nullable Object> parameters) {
        return parameters.entrySet().stream()
                .map(entry -> declaration(entry.getKey(), entry.getValue()))
                .collect(Collectors.joining("\n", "// Parameters\n", ""));
    }

    private static String declaration(String name, @Nullable Object value) {
        if (!javax.lang.model.SourceVersion.isName(name)) {
            throw new NotebookException("A parameter cannot be called \"" + name + "\": that is no name in Java.");
        }
        return (value == null ? "Object " : "var ") + name + " = " + literal(value) + ";";
    }

    private static String literal(@Nullable Object value) {
        return switch (value) {
            case null -> "null";
            case Boolean truth -> truth.toString();
            case Integer number -> number.toString();
            case Long number -> number + "L";
            case Float number -> Float.isFinite(number) ? number + "f" : "Float.valueOf(\"" + number + "\")";
            case Number number -> {
                double real = number.doubleValue();
                yield Double.isFinite(real) ? Double.toString(real) : "Double.valueOf(\"" + real + "\")";
            }
            case Collection<?> values ->
                values.stream().map(Parameters::literal).collect(Collectors.joining(", ", "java.util.List.of(", ")"));
            default -> quoted(value.toString());
        };
    }

    private static String quoted(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n")
                .replace("\r", "\\r").replace("\t", "\\t") + "\"";
    }
}
