package jarl.studio.notebook;

import jarl.config.Nearest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What a notebook lets be set from outside: the variables that its cell tagged `parameters` declares, one a line, each
/// with a default, whose type is the parameter's.
///
/// ```java
/// int seed = 1;
/// var rates = List.of(0.001, 0.0003);
/// ```
public final class NotebookParameters {
    private static final Pattern DECLARATION =
            Pattern.compile("^\\s*(?:final\\s+)?([A-Za-z][\\w.]*(?:<.*>)?)\\s+(\\w+)\\s*=\\s*(.+?)\\s*;.*$");
    private static final Pattern LIST = Pattern.compile("(?:java\\.util\\.)?List\\.of\\((.*)\\)");

    private final Path notebook;
    private final Map<String, Kind> declared;

    private NotebookParameters(Path notebook, Map<String, Kind> declared) {
        this.notebook = notebook;
        this.declared = declared;
    }

    /// What may be written for a parameter.
    private sealed interface Kind {
        enum Scalar implements Kind {
            INT("a whole number"), LONG("a whole number"), DOUBLE("a number"), BOOLEAN("true or false"), TEXT("text");

            private final String noun;

            Scalar(String noun) {
                this.noun = noun;
            }
        }

        record ListOf(Scalar element) implements Kind {}

        default String noun() {
            return switch (this) {
                case Scalar scalar -> scalar.noun;
                case ListOf(Scalar element) -> "a list such as [a,b], each " + element.noun;
            };
        }
    }

    /// Reads the declarations of a notebook.
    ///
    /// @throws IllegalArgumentException if it is no notebook
    public static NotebookParameters of(Path notebook) throws IOException {
        Map<String, Kind> declared = new LinkedHashMap<>();
        for (NotebookFile.Cell cell : NotebookFile.read(notebook).cells()) {
            if (cell.isCode() && cell.tags().contains("parameters")) {
                cell.source().lines().forEach(line -> declare(line, declared));
            }
        }
        return new NotebookParameters(notebook, declared);
    }

    private static void declare(String line, Map<String, Kind> into) {
        Matcher declaration = DECLARATION.matcher(line);
        if (declaration.matches()) {
            Kind kind = kind(declaration.group(1), declaration.group(3));
            if (kind != null) {
                into.put(declaration.group(2), kind);
            }
        }
    }

    private static @Nullable Kind kind(String type, String value) {
        return switch (type) {
            case "int", "short", "byte", "Integer" -> Kind.Scalar.INT;
            case "long", "Long" -> Kind.Scalar.LONG;
            case "double", "float", "Double", "Float" -> Kind.Scalar.DOUBLE;
            case "boolean", "Boolean" -> Kind.Scalar.BOOLEAN;
            case "String" -> Kind.Scalar.TEXT;
            default -> {
                Matcher list = LIST.matcher(value);
                if (list.matches()) {
                    yield new Kind.ListOf(scalar(list.group(1).split(",", 2)[0].strip()));
                }
                yield type.equals("var") ? scalar(value) : null;
            }
        };
    }

    /// The kind of a literal.
    private static Kind.Scalar scalar(String literal) {
        if (literal.equals("true") || literal.equals("false")) {
            return Kind.Scalar.BOOLEAN;
        }
        if (literal.matches("[+-]?[\\d_]+")) {
            return Kind.Scalar.INT;
        }
        if (literal.matches("[+-]?[\\d_]+[lL]")) {
            return Kind.Scalar.LONG;
        }
        return literal.matches("[+-]?[\\d_]*\\.?\\d*([eE][+-]?\\d+)?[dDfF]?") ? Kind.Scalar.DOUBLE : Kind.Scalar.TEXT;
    }

    /// The values given, each of the type its parameter was declared with.
    ///
    /// @param given as typed: `seed` → `7`, `rates` → `[0.1,0.01]`
    /// @throws IllegalArgumentException with everything that is wrong: names that are not declared (and the nearest that
    ///                                  is), values of another type
    public Map<String, Object> values(Map<String, String> given) {
        Map<String, Object> values = new LinkedHashMap<>();
        List<String> problems = new ArrayList<>();
        given.forEach((name, text) -> {
            Kind kind = declared.get(name);
            Object value = kind == null ? null : value(kind, text);
            if (kind == null) {
                problems.add(unknown(name));
            } else if (value == null) {
                problems.add("Parameter " + name + " of " + notebook + " is " + kind.noun() + ", not " + text);
            } else {
                values.put(name, value);
            }
        });
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(String.join("\n", problems));
        }
        return values;
    }

    private String unknown(String name) {
        if (declared.isEmpty()) {
            return notebook + " declares no parameters, so " + name + " cannot be set. Declare it with a default in a"
                    + " cell tagged \"parameters\".";
        }
        String known = declared.entrySet().stream()
                .map(entry -> entry.getKey() + " (" + entry.getValue().noun() + ")").collect(Collectors.joining(", "));
        return notebook + " declares no parameter \"" + name + "\"" + Nearest.suggestion(name, declared.keySet())
                + "\nIt declares: " + known;
    }

    /// Null where the text is no value of this kind.
    private static @Nullable Object value(Kind kind, String text) {
        return switch (kind) {
            case Kind.Scalar scalar -> value(scalar, text);
            case Kind.ListOf(Kind.Scalar element) -> {
                String bare = text.strip().replaceAll("^\\[|\\]$", "");
                List<Object> items = new ArrayList<>();
                for (String item : bare.isBlank() ? new String[0] : bare.split(",", -1)) {
                    Object value = value(element, item.strip());
                    if (value == null) {
                        yield null;
                    }
                    items.add(value);
                }
                yield items;
            }
        };
    }

    private static @Nullable Object value(Kind.Scalar kind, String text) {
        try {
            return switch (kind) {
                case INT -> Integer.valueOf(text);
                case LONG -> Long.valueOf(text);
                case DOUBLE -> Double.valueOf(text);
                case BOOLEAN -> text.equals("true") ? (Boolean) true : text.equals("false") ? false : null;
                case TEXT -> text;
            };
        } catch (NumberFormatException none) {
            return null;
        }
    }
}
