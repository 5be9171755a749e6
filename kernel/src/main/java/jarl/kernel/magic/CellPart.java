package jarl.kernel.magic;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A cell as it is run, piece by piece.
public sealed interface CellPart {
    Pattern LINE = Pattern.compile("[ \\t]*%([a-zA-Z]\\w*)(?:[ \\t]+(.*))?[ \\t\\r]*");
    Pattern ASSIGNED = Pattern.compile("([ \\t]*[\\w.<>\\[\\]?, \\t]+=)[ \\t]*%([a-zA-Z]\\w*)(?:[ \\t]+(.*?))?[ \\t\\r;]*");
    Pattern WHOLE = Pattern.compile("\\s*%%([a-zA-Z!]\\w*)(?:[ \\t]+([^\\n]*))?(?:\\n|\\z)");

    /// Java between two offsets of the cell.
    record Java(int from, int to) implements CellPart {}

    /// `%name arguments`.
    record Line(String name, String arguments) implements CellPart {}

    /// `target = %name arguments`, e.g. `List<String> added = %jars lib/*.jar`.
    record Assigned(String target, String name, String arguments) implements CellPart {
        /// The same as Java.
        public String java() {
            String text = arguments.replace("\\", "\\\\").replace("\"", "\\\"");
            return target + " lineMagic(\"" + name + "\", java.util.List.of(\"" + text + "\"));";
        }
    }

    /// `%%name arguments` and all that follows.
    record Whole(String name, String arguments, String body) implements CellPart {}

    /// The parts of a cell in order.
    ///
    /// @param known tells a magic from a remainder that happens to begin a line; the first line is always a magic
    static List<CellPart> of(String text, Predicate<String> known) {
        Matcher whole = WHOLE.matcher(text);
        if (whole.lookingAt()) {
            return List.of(new Whole(whole.group(1), words(whole.group(2)), text.substring(whole.end())));
        }
        if (text.indexOf('%') < 0) {
            return List.of(new Java(0, text.length()));
        }
        var parts = new ArrayList<CellPart>();
        int java = 0; // where the Java not yet taken begins
        for (int start = 0; start < text.length();) {
            int newline = text.indexOf('\n', start);
            int end = newline < 0 ? text.length() : newline;
            Matcher line = LINE.matcher(text.substring(start, end));
            Matcher assigned = ASSIGNED.matcher(text.substring(start, end));
            boolean first = text.substring(0, start).isBlank();
            if (line.matches() && (first || known.test(line.group(1)))) {
                parts.add(new Java(java, start));
                parts.add(new Line(line.group(1), words(line.group(2))));
                java = end;
            } else if (assigned.matches() && known.test(assigned.group(2))) {
                parts.add(new Java(java, start));
                parts.add(new Assigned(assigned.group(1), assigned.group(2), words(assigned.group(3))));
                java = end;
            }
            start = end + 1;
        }
        parts.add(new Java(java, text.length()));
        parts.removeIf(part -> part instanceof Java(int from, int to) && text.substring(from, to).isBlank());
        return parts;
    }

    private static String words(@Nullable String arguments) {
        return arguments == null ? "" : arguments.strip();
    }
}
