package jarl.kernel.display;

import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ForkJoinWorkerThread;
import org.jspecify.annotations.Nullable;

/// Shows values where the program runs: in the notebook's cell, or as plain text on standard output where there is none.
///
/// A sink belongs to the thread that [uses][#use] it and to the threads started from there, so a background thread
/// keeps showing in its own cell and two sessions in one process do not meet.
public final class Display {
    private static final InheritableThreadLocal<@Nullable DisplaySink> OF_THREAD = new InheritableThreadLocal<>();
    private static final Renderers RENDERERS = Renderers.standard();
    private static volatile @Nullable DisplaySink latest;

    private Display() {}

    /// Shows `value`; the handle replaces it later, in place.
    public static DisplayHandle show(@Nullable Object value) {
        var handle = new DisplayHandle(UUID.randomUUID().toString(), sinkOrTerminal());
        handle.show(bundle(value));
        return handle;
    }

    /// Removes what the running cell has shown so far.
    ///
    /// @param wait true: only when the next output comes, so that nothing flickers
    public static void clear(boolean wait) {
        sinkOrTerminal().clear(wait);
    }

    /// All forms of `value`: its own if it is [Displayable], those of the [Renderers] for its type, else its text.
    ///
    /// Text beyond `jarl.kernel.result.limit` characters, 1 Mi if that property is not set, is cut.
    public static DisplayBundle bundle(@Nullable Object value) {
        return SizeLimit.within(RENDERERS.bundle(value));
    }

    /// The renderers of this process; an extension adds its own here.
    public static Renderers renderers() {
        return RENDERERS;
    }

    /// Sends what this thread and its future children show to `sink`, until the scope is closed.
    public static Scope use(DisplaySink sink) {
        DisplaySink before = OF_THREAD.get();
        OF_THREAD.set(sink);
        latest = sink;
        return () -> {
            OF_THREAD.set(before);
            if (latest == sink) {
                latest = before;
            }
        };
    }

    /// Where this thread shows, null where no session is near.
    public static @Nullable DisplaySink sink() {
        DisplaySink own = OF_THREAD.get();
        if (own != null) {
            return own;
        }
        // the common pool's workers inherit nothing: they serve whoever runs now
        return Thread.currentThread() instanceof ForkJoinWorkerThread ? latest : null;
    }

    private static DisplaySink sinkOrTerminal() {
        return Objects.requireNonNullElse(sink(), Terminal.INSTANCE);
    }

    /// Ends a [use][#use].
    public interface Scope extends AutoCloseable {
        @Override
        void close();
    }

    /// A plain program: the text form, on standard output.
    private enum Terminal implements DisplaySink {
        INSTANCE;

        @Override
        public void show(String id, DisplayBundle bundle) {
            System.out.println(bundle.data().getOrDefault(DisplayBundle.PLAIN, bundle.data().keySet()));
        }

        @Override
        public void update(String id, DisplayBundle bundle) {
            show(id, bundle);
        }

        @Override
        public void clear(boolean wait) {
            // what is printed stays printed
        }
    }
}
