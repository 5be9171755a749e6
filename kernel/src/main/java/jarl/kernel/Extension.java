package jarl.kernel;

import java.util.List;
import jarl.kernel.display.Renderers;

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
}
