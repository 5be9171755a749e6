package jarl.kernel.java;

import java.lang.reflect.Field;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Where the variables of cells are held: JShell gives each declaration a class of its own, which stays in memory with
/// what its field holds.
final class Variables {
    private final Map<String, Field> fields = new HashMap<>();

    /// A variable has got a value. Where one of that name was there before, code that still knows the old one sees the new
    /// value, and the old value may go.
    void declared(String name, Field now) {
        Field before = fields.put(name, now);
        if (before != null) {
            copy(now, before);
        }
    }

    /// JShell has made a variable anew, without a value, since something it was computed from was declared again: it
    /// keeps what it holds.
    void renewed(String name, Field now) {
        Field before = fields.put(name, now);
        if (before != null) {
            copy(before, now);
        }
    }

    private static void copy(Field from, Field to) {
        Object value = get(from);
        boolean fits = to.getType().isPrimitive() ? to.getType() == from.getType()
                : value == null || to.getType().isInstance(value);
        if (fits && !from.equals(to)) {
            set(to, value);
        }
    }

    /// Lets go of what a variable holds.
    void forget(String name) {
        Field field = fields.remove(name);
        if (field != null && !field.getType().isPrimitive()) {
            set(field, null);
        }
    }

    private static @Nullable Object get(Field field) {
        try {
            return field.get(null);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("a variable of a cell cannot be read", e);
        }
    }

    private static void set(Field field, @Nullable Object value) {
        try {
            field.set(null, value);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("a variable of a cell cannot be written", e);
        }
    }
}
