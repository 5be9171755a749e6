package jarl.kernel.magic;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The magics that there are, by name.
public final class Magics {
    private final Map<String, LineMagic> lines = new TreeMap<>();
    private final Map<String, CellMagic> cells = new TreeMap<>();

    public Magics(MagicSession session) {
        TextMagics.register(this);
        TimeMagics.register(this, session);
    }

    /// What `%name arguments` does; its value is the line's.
    @FunctionalInterface
    public interface LineMagic {
        @Nullable Object run(String arguments) throws Exception;
    }

    /// What `%%name arguments` does with the rest of its cell; its value is the cell's.
    @FunctionalInterface
    public interface CellMagic {
        @Nullable Object run(String arguments, String body) throws Exception;
    }

    /// Adds a line magic.
    public void line(String name, LineMagic magic) {
        lines.put(name, magic);
    }

    /// Adds a cell magic.
    public void cell(String name, CellMagic magic) {
        cells.put(name, magic);
    }

    /// Whether there is a line magic of this name.
    public boolean isLineMagic(String name) {
        return lines.containsKey(name);
    }

    /// Runs `%name arguments`.
    public @Nullable Object line(String name, String arguments) throws Exception {
        LineMagic magic = lines.get(name);
        if (magic == null) {
            throw unknown("%", name, lines);
        }
        return magic.run(arguments);
    }

    /// Runs `%%name arguments` on the rest of the cell.
    public @Nullable Object cell(String name, String arguments, String body) throws Exception {
        CellMagic magic = cells.get(name);
        if (magic == null) {
            throw unknown("%%", name, cells);
        }
        return magic.run(arguments, body);
    }

    private static MagicSession.Failed unknown(String prefix, String name, Map<String, ?> known) {
        return MagicSession.Failed.because("There is no magic " + prefix + name + ". There are: "
                + known.keySet().stream().map(each -> prefix + each).collect(Collectors.joining(" ")));
    }
}
