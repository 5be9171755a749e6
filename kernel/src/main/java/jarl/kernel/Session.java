package jarl.kernel;

import org.jspecify.annotations.Nullable;

/// A running sequence of cells, as an [Extension] sees it.
public interface Session {
    /// The loader of the classes that cells declare.
    ClassLoader classLoader();

    /// The source of a class that a cell has declared, as it stands in the cell; null if none has.
    ///
    /// @param className its simple name, or `getClass().getName()`
    @Nullable String sourceOf(String className);

    /// The number of the running cell, from 1; between cells, that of the last one; 0 before the first.
    int cell();

    /// Whether the running cell has been told to stop. Threads that the cell started have their interrupt flag set too.
    boolean interrupted();

    /// Makes libraries known to the cells that follow.
    ///
    /// @param path jars and folders, joined as a class path is
    void addToClassPath(String path);
}
