package jarl.kernel;

import java.util.List;
import jarl.kernel.display.Renderers;
import jarl.kernel.java.Help;
import org.jspecify.annotations.Nullable;

/// Something that joins every session of the kernel, found on the class path by [java.util.ServiceLoader].
public interface Extension {
    /// What it is called when something about it has to be said.
    String name();

    /// Import declarations that every session starts with, e.g. `import static jarl.studio.notebook.Lab.*;`.
    default List<String> imports() {
        return List.of();
    }

    /// Says how values of its types are shown.
    default void renderers(Renderers to) {}

    /// A session begins; no cell has run yet.
    default void start(Session session) {}

    /// A cell begins; its earlier outputs are gone.
    ///
    /// @param source what stands in it
    default void cellStarts(String source) {}

    /// How a cell may go on at the cursor, where the library knows better than Java: within a text that it will read.
    ///
    /// @return null where it does not
    default Help.@Nullable Completions complete(String text, int cursor) {
        return null;
    }

    /// How many bytes a value of the library holds outside of Java's heap; 0 for all other values.
    default long nativeBytes(@Nullable Object value) {
        return 0;
    }

    /// Whether the message of this exception tells a user all there is to tell, so that it is shown with the cell's line
    /// alone, without the library's frames.
    default boolean speaksForItself(Throwable thrown) {
        return false;
    }
}
