package jarl.kernel.java;

import java.util.HashMap;
import java.util.Map;
import jarl.kernel.java.CellFailure.Origin;
import jarl.kernel.java.CellFailure.Problem;
import jdk.jshell.Diag;
import jdk.jshell.Snippet;
import org.jspecify.annotations.Nullable;

/// Which cell, and which line of it, every snippet came from.
final class Origins {
    private final Map<String, Place> places = new HashMap<>();

    /// @param text   the whole cell
    /// @param offset where the snippet's source begins in it
    record Place(int cell, String text, int offset) {
        /// The line of the cell, from 1, in which the character stands.
        int line(int position) {
            return 1 + (int) text.substring(0, position).chars().filter(c -> c == '\n').count();
        }

        String sourceLine(int line) {
            return text.lines().skip(line - 1L).findFirst().orElse("");
        }
    }

    void put(Snippet snippet, Place place) {
        places.put(snippet.id(), place);
    }

    /// Where a frame lies, null if in no cell. JShell names the file of a frame after the snippet, `#12`.
    @Nullable Origin origin(StackTraceElement frame) {
        String file = frame.getFileName();
        Place place = file == null || !file.startsWith("#") ? null : places.get(file.substring(1));
        if (place == null) {
            return null;
        }
        int line = place.line(place.offset) + frame.getLineNumber() - 1;
        return new Origin(place.cell, line, place.sourceLine(line));
    }

    static Problem problem(Diag diagnostic, Place place) {
        int start = Math.clamp(place.offset + diagnostic.getStartPosition(), 0, place.text.length());
        int end = Math.clamp(place.offset + diagnostic.getEndPosition(), start, place.text.length());
        int column = start - (place.text.lastIndexOf('\n', start - 1) + 1);
        int line = place.line(start);
        String sourceLine = place.sourceLine(line);
        int width = Math.clamp(end - start, 1, Math.max(1, sourceLine.length() - column));
        return new Problem(place.cell, line, column, width, message(diagnostic), sourceLine);
    }

    /// The compiler's words without JShell's own wrapping class.
    private static String message(Diag diagnostic) {
        return diagnostic.getMessage(null).lines()
                .filter(line -> !line.isBlank() && !line.strip().equals("location: class"))
                .map(line -> line.replaceAll("REPL\\.\\$JShell\\$\\w+\\.", ""))
                .reduce((before, line) -> before + "\n" + line)
                .orElse("does not compile");
    }
}
