package jarl.config;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Text with `${…}` in it, taken apart.
sealed interface Expression {
    /// A value that stands for itself.
    record Literal(@Nullable Object value) implements Expression {}

    /// Pieces set side by side; the whole is text.
    record Joined(List<Expression> pieces) implements Expression {}

    record Items(List<Expression> items) implements Expression {}

    record Entries(List<Entry> entries) implements Expression {}

    record Entry(@Nullable Object key, Expression value) {}

    /// `${a.b}`, `${.a}`, `${a[b]}`; the pieces spell the key, dots and brackets included.
    record Reference(List<Expression> pieces) implements Expression {}

    /// `${oc.env:HOME,nobody}`.
    record Call(List<Expression> name, List<Expression> args) implements Expression {}
}
