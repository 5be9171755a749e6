package jarl.env;

import jarl.config.Nearest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The options of one environment: what was asked for, laid over the defaults. A name that has no default is an error,
/// and so is a value of another type than the default's;
/// a default of null leaves both the type and the meaning of null to the world.
public final class Options {
    private final String environment;
    private final Map<String, @Nullable Object> values;

    private Options(String environment, Map<String, @Nullable Object> values) {
        this.environment = environment;
        this.values = values;
    }

    /// @throws IllegalArgumentException if a name is unknown or a value has another type than its default
    static Options of(String environment, Map<String, ?> defaults, Map<String, ?> asked) {
        var values = new LinkedHashMap<String, @Nullable Object>(defaults);
        asked.forEach((name, value) -> {
            if (!defaults.containsKey(name)) {
                throw unknown(environment, defaults, name);
            }
            Object standard = defaults.get(name);
            values.put(name, standard == null ? value : fit(environment, name, value, standard));
        });
        return new Options(environment, values);
    }

    private static IllegalArgumentException unknown(String environment, Map<String, ?> defaults, String name) {
        String known = defaults.isEmpty() ? " has no options" : " knows: " + String.join(", ", defaults.keySet());
        return new IllegalArgumentException("Unknown option \"" + name + "\" of " + environment
                + Nearest.suggestion(name, defaults.keySet()) + "\n" + environment + known);
    }

    private static Object fit(String environment, String name, @Nullable Object value, Object standard) {
        boolean fits = switch (standard) {
            case Boolean flag -> value instanceof Boolean;
            case Integer whole -> value instanceof Integer || (value instanceof Long it && it == it.intValue());
            case Double number -> value instanceof Number;
            case String text -> value instanceof String;
            case List<?> list -> value instanceof List<?>;
            case Map<?, ?> map -> value instanceof Map<?, ?>;
            default -> throw new IllegalStateException("Option " + name + " has a default of an unknown kind");
        };
        if (!fits || value == null) {
            throw new IllegalArgumentException("Option " + name + " of " + environment + " is a " + kind(standard)
                    + " such as " + standard + ", not " + value);
        }
        return value;
    }

    private static String kind(Object standard) {
        return switch (standard) {
            case Boolean flag -> "flag";
            case Integer whole -> "whole number";
            case Double number -> "number";
            case List<?> list -> "list";
            case Map<?, ?> map -> "map";
            default -> "text";
        };
    }

    /// What they are the options of.
    String of() {
        return environment;
    }

    public boolean flag(String name) {
        return (Boolean) value(name);
    }

    /// A flag whose default is null, which means `otherwise`.
    public boolean flag(String name, boolean otherwise) {
        return values.get(name) == null ? otherwise : (Boolean) fit(environment, name, value(name), otherwise);
    }

    public int whole(String name) {
        return ((Number) value(name)).intValue();
    }

    public double number(String name) {
        return ((Number) value(name)).doubleValue();
    }

    /// A number from `low` to `high`, both allowed.
    ///
    /// @throws IllegalArgumentException if it lies beyond, or is none
    public double number(String name, double low, double high) {
        double number = number(name);
        if (number >= low && number <= high) {
            return number;
        }
        throw new IllegalArgumentException("Option " + name + " of " + environment + " lies in " + low + " … " + high
                + "; " + number + " does not");
    }

    public String text(String name) {
        return (String) value(name);
    }

    public List<?> list(String name) {
        return (List<?>) value(name);
    }

    public Map<?, ?> map(String name) {
        return (Map<?, ?>) value(name);
    }

    private Object value(String name) {
        Object value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException(environment + " declares no option \"" + name + "\"");
        }
        return value;
    }
}
