package library;

import java.util.List;
import java.util.Map;
import jarl.kernel.Extension;
import jarl.kernel.Session;
import jarl.kernel.display.DisplayBundle;
import jarl.kernel.display.Renderers;
import jarl.kernel.java.Help;
import org.jspecify.annotations.Nullable;

/// A library that joins the sessions of these tests.
public final class FruitExtension implements Extension {
    private static volatile @Nullable Session latest;

    /// Something to be shown.
    public record Fruit(String name) {}

    /// The session that began last.
    public static @Nullable Session latest() {
        return latest;
    }

    /// What cells call without an import of their own.
    public static Fruit fruit(String name) {
        return new Fruit(name);
    }

    @Override
    public String name() {
        return "fruit";
    }

    @Override
    public List<String> imports() {
        return List.of("import static library.FruitExtension.*;");
    }

    @Override
    public void renderers(Renderers to) {
        to.register(Fruit.class, fruit -> DisplayBundle.html("<b>" + fruit.name() + "</b>", fruit.name()));
    }

    @Override
    public void start(Session session) {
        latest = session;
    }

    /// A complaint that needs no frames.
    public static final class Rotten extends RuntimeException {
        private static final long serialVersionUID = 1;

        Rotten() {
            super("This fruit is rotten");
        }
    }

    /// Complains.
    public static void eat(Fruit fruit) {
        throw new Rotten();
    }

    @Override
    public Help.@Nullable Completions complete(String text, int cursor) {
        int quote = text.lastIndexOf('"', cursor - 1);
        return text.startsWith("fruit(\"") && quote == 6 ? new Help.Completions(7, Map.of("fig", true)) : null;
    }

    /// A fruit is as heavy as its name is long.
    @Override
    public long nativeBytes(@Nullable Object value) {
        return value instanceof Fruit fruit ? fruit.name().length() : 0;
    }

    @Override
    public boolean speaksForItself(Throwable thrown) {
        return thrown instanceof Rotten;
    }

    private static volatile String lastCell = "";

    /// The source of the cell that began last.
    public static String lastCell() {
        return lastCell;
    }

    @Override
    public void cellStarts(String source) {
        lastCell = source;
    }
}
