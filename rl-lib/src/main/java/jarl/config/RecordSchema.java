package jarl.config;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// What a record says about its section of the config: keys, types, defaults.
final class RecordSchema {
    /// They say which option a section is; the catalogue reads them, and a record may leave them out.
    static final Set<String> NAMING_KEYS = Set.of("name", "type");

    private static final ClassValue<Type.Section> SECTIONS = new ClassValue<>() {
        @Override
        protected Type.Section computeValue(Class<?> type) {
            return read(type, false);
        }
    };

    private RecordSchema() {}

    static Type.Section of(Class<? extends Record> type) {
        return SECTIONS.get(type);
    }

    private static Type.Section read(Class<?> type, boolean optional) {
        Map<String, Type.Field> fields = new LinkedHashMap<>();
        for (RecordComponent component : type.getRecordComponents()) {
            Type fieldType = type(component.getGenericType(), nullable(component));
            fields.put(key(component.getName()), new Type.Field(fieldType, initial(component)));
        }
        Set<String> extras = new TreeSet<>(NAMING_KEYS);
        extras.removeAll(fields.keySet());
        return new Type.Section(type.getSimpleName(), fields, extras, optional);
    }

    static boolean nullable(RecordComponent component) {
        return component.getType() == Optional.class
                || component.getAnnotatedType().isAnnotationPresent(Nullable.class);
    }

    /// `clipRange` → `clip_range`, `nSteps` → `n_steps`, and `double_` → `double`, a word that Java keeps for itself.
    static String key(String component) {
        return component.replaceAll("([a-z0-9])([A-Z])", "$1_$2").replaceAll("_$", "").toLowerCase(Locale.ROOT);
    }

    /// The default as plain value.
    static @Nullable Object initial(RecordComponent component) {
        Default written = component.getAnnotation(Default.class);
        if (written != null) {
            return OverrideParser.value(written.value());
        }
        if (nullable(component)) {
            return null;
        }
        return component.getType().isRecord() ? Map.of() : Node.Leaf.MISSING;
    }

    static List<String> words(Class<?> enumeration) {
        return Arrays.stream(enumeration.getEnumConstants())
                .map(constant -> ((Enum<?>) constant).name().toLowerCase(Locale.ROOT)).toList();
    }

    private static Type type(java.lang.reflect.Type declared, boolean optional) {
        return switch (declared) {
            case ParameterizedType generic -> generic(generic, optional);
            case Class<?> type -> plain(type, optional);
            default -> Type.Free.FREE;
        };
    }

    private static Type generic(ParameterizedType type, boolean optional) {
        java.lang.reflect.Type[] arguments = type.getActualTypeArguments();
        if (type.getRawType() == List.class) {
            return new Type.ListOf(type(arguments[0], false), optional);
        }
        if (type.getRawType() == Map.class) {
            return new Type.MapOf(type(arguments[1], false), optional);
        }
        return type.getRawType() == Optional.class ? type(arguments[0], true) : Type.Free.FREE;
    }

    private static Type plain(Class<?> type, boolean optional) {
        Type.Kind kind = kind(type);
        if (kind != null) {
            return new Type.Scalar(kind, optional);
        }
        if (type.isArray()) {
            return new Type.ListOf(plain(type.getComponentType(), false), optional);
        }
        if (type.isEnum()) {
            return new Type.Choice(words(type), true, optional);
        }
        if (type == Schedule.class) {
            return new Type.Rate(optional);
        }
        return type.isRecord() ? read(type, optional) : Type.Free.FREE;
    }

    private static Type.@Nullable Kind kind(Class<?> type) {
        if (type == int.class || type == long.class || type == Integer.class || type == Long.class) {
            return Type.Kind.INT;
        }
        if (type == float.class || type == double.class || type == Float.class || type == Double.class) {
            return Type.Kind.FLOAT;
        }
        if (type == boolean.class || type == Boolean.class) {
            return Type.Kind.BOOL;
        }
        return type == String.class || type == Path.class ? Type.Kind.TEXT : null;
    }
}
