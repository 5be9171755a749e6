package jarl.kernel.java;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Why a cell did not run to its end.
public sealed interface CellFailure {
    /// Its source is not Java; nothing of the failing statement ran.
    record DoesNotCompile(List<Problem> problems) implements CellFailure {}

    /// It threw.
    ///
    /// @param cause  what was thrown
    /// @param traces what was thrown and its causes, with the frames that lie in cells and libraries
    record Threw(Throwable cause, List<Trace> traces) implements CellFailure {}

    /// It was told to stop.
    record Interrupted() implements CellFailure {}

    /// The user asked for something that cannot be had (an unknown magic, a file that is not there): words suffice.
    record Refused(String message) implements CellFailure {}

    /// One complaint of the compiler.
    ///
    /// @param message   what is wrong, in one line or more
    /// @param line      where in the cell, from 1
    /// @param column    where in the line, from 0
    /// @param width     how many characters it is about, at least 1
    /// @param sourceLine the line as it stands in the cell
    record Problem(int cell, int line, int column, int width, String message, String sourceLine) {}

    /// One exception of a chain.
    record Trace(String exception, @Nullable String message, List<Frame> frames) {}

    /// One call on the way to an exception.
    ///
    /// @param where  for cells: what was running; else the frame as the JDK writes it
    /// @param origin its place, null outside of cells
    record Frame(String where, @Nullable Origin origin) {}

    /// A line of a cell.
    record Origin(int cell, int line, String sourceLine) {}
}
