package jarl.kernel.display;

import org.jspecify.annotations.Nullable;

/// One display on the screen, to be replaced in place. Keeps its sink: a background thread may hold it.
public final class DisplayHandle {
    private final String id;
    private final DisplaySink sink;

    /// A handle to what `sink` shows, or will show, under `id`.
    public DisplayHandle(String id, DisplaySink sink) {
        this.id = id;
        this.sink = sink;
    }

    /// The id under which front ends and notebooks know the display.
    public String id() {
        return id;
    }

    /// Shows `value` where this display stands.
    public void update(@Nullable Object value) {
        sink.update(id, Display.bundle(value));
    }

    void show(DisplayBundle bundle) {
        sink.show(id, bundle);
    }

    @Override
    public String toString() {
        return "display " + id;
    }
}
