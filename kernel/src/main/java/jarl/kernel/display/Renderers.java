package jarl.kernel.display;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// How values are shown, by type. The most specific type wins; of two for the same type, the later one.
public final class Renderers {
    private final List<Renderer<?>> renderers = new CopyOnWriteArrayList<>();

    /// No renderers at all: every value is shown as its text.
    public Renderers() {}

    /// Those for the JDK's own types: text, arrays, collections, images, exceptions.
    public static Renderers standard() {
        var renderers = new Renderers();
        StandardRenderers.register(renderers);
        return renderers;
    }

    /// Shows each `type` by `form` from now on.
    public <T> void register(Class<T> type, Function<T, DisplayBundle> form) {
        renderers.add(new Renderer<>(type, form));
    }

    /// All forms of `value`. A renderer or `toString` that throws is the caller's to see.
    public DisplayBundle bundle(@Nullable Object value) {
        return switch (value) {
            case null -> DisplayBundle.text("null");
            case DisplayBundle bundle -> bundle;
            case Displayable displayable -> displayable.display();
            default -> rendered(value);
        };
    }

    private DisplayBundle rendered(Object value) {
        Renderer<?> best = null;
        for (Renderer<?> renderer : renderers) {
            boolean closer = best == null || best.type.isAssignableFrom(renderer.type);
            if (closer && renderer.type.isInstance(value)) {
                best = renderer;
            }
        }
        return best == null ? DisplayBundle.text(String.valueOf(value)) : best.apply(value);
    }

    private record Renderer<T>(Class<T> type, Function<T, DisplayBundle> form) {
        DisplayBundle apply(Object value) {
            return form.apply(type.cast(value));
        }
    }
}
