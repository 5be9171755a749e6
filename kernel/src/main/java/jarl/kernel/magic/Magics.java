package jarl.kernel.magic;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The magics that there are, by name.
public final class Magics {
    private final Map<String, Known<LineMagic>> lines = new TreeMap<>();
    private final Map<String, Known<CellMagic>> cells = new TreeMap<>();

    /// All magics of this package, working on `session`.
    public Magics(MagicSession session) {
        TextMagics.register(this);
        TimeMagics.register(this, session);
        SessionMagics.register(this, session);
        FileMagics.register(this, session);
        ShellMagics.register(this);
        LibraryMagics.register(this, session);
        MavenMagics.register(this, session);
        line("lsmagic", "", "what magics there are", arguments -> list());
        line("help", "", "what magics there are", arguments -> list());
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

    private record Known<M>(String usage, String purpose, M magic) {}

    /// Adds a line magic.
    ///
    /// @param usage   its arguments as help shows them
    /// @param purpose what it does, in a few words
    public void line(String name, String usage, String purpose, LineMagic magic) {
        lines.put(name, new Known<>(usage, purpose, magic));
    }

    /// Adds a cell magic.
    ///
    /// @param usage   its arguments as help shows them
    /// @param purpose what it does, in a few words
    public void cell(String name, String usage, String purpose, CellMagic magic) {
        cells.put(name, new Known<>(usage, purpose, magic));
    }

    /// Whether there is a line magic of this name.
    public boolean isLineMagic(String name) {
        return lines.containsKey(name);
    }

    /// Runs `%name arguments`.
    public @Nullable Object line(String name, String arguments) throws Exception {
        return known("%", name, lines).magic().run(arguments);
    }

    /// Runs `%%name arguments` on the rest of the cell.
    public @Nullable Object cell(String name, String arguments, String body) throws Exception {
        return known("%%", name, cells).magic().run(arguments, body);
    }

    private static <M> Known<M> known(String prefix, String name, Map<String, Known<M>> all) {
        Known<M> known = all.get(name);
        if (known == null) {
            String names = String.join(" ", all.keySet().stream().map(each -> prefix + each).toList());
            throw MagicSession.Failed.because("There is no magic " + prefix + name + ". There are: " + names);
        }
        return known;
    }

    private Table list() {
        List<List<String>> rows = new ArrayList<>();
        lines.forEach((name, known) -> rows.add(List.of("%" + name + " " + known.usage(), known.purpose())));
        cells.forEach((name, known) -> rows.add(List.of("%%" + name + " " + known.usage(), known.purpose())));
        return new Table(List.of("magic", "what it does"), rows);
    }
}
