package jarl.kernel.java;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import jdk.jshell.VarSnippet;

/// The values of expressions, which JShell keeps as variables `$1`, `$2`, …: the last few, and those that a cell has named.
///
/// Each is an import of every snippet after it, and holds what it was computed to be; a long session must forget some.
final class Results {
    private static final int KEPT = 16;
    private static final Pattern NAME = Pattern.compile("\\$\\d+");

    private final Deque<VarSnippet> kept = new ArrayDeque<>();
    private final Set<String> named = new HashSet<>();
    private final Consumer<VarSnippet> forget;

    /// @param forget drops a variable and what it holds
    Results(Consumer<VarSnippet> forget) {
        this.forget = forget;
    }

    /// What this source names stays.
    void read(String source) {
        if (source.indexOf('$') >= 0) {
            NAME.matcher(source).results().forEach(result -> named.add(result.group()));
        }
    }

    /// A new one; the oldest may go for it.
    void add(VarSnippet result) {
        kept.add(result);
        if (kept.size() > KEPT) {
            VarSnippet oldest = kept.remove();
            if (!named.contains(oldest.name())) {
                forget.accept(oldest);
            }
        }
    }
}
