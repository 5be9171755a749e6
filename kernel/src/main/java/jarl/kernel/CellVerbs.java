package jarl.kernel;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import jarl.kernel.comm.Comms;
import jarl.kernel.display.Display;
import jarl.kernel.display.DisplayBundle;
import jarl.kernel.display.DisplayHandle;
import jarl.kernel.display.DisplaySink;
import org.jspecify.annotations.Nullable;

/// What every cell can call without an import; named as in IJava and JJava, whose notebooks run unchanged.
public final class CellVerbs {
    private static volatile @Nullable String lastId;

    private CellVerbs() {}

    /// Shows `value` here and now.
    ///
    /// @param mimeTypes none: by its type; else `value` is text in each of these formats, e.g. `"text/html"`
    /// @return an id for [#updateDisplay]
    public static String display(@Nullable Object value, String... mimeTypes) {
        String id = Display.show(render(value, mimeTypes)).id();
        lastId = id;
        return id;
    }

    /// Shows `value` in place of what was shown under `id`.
    public static void updateDisplay(String id, @Nullable Object value, String... mimeTypes) {
        DisplaySink sink = Display.sink();
        if (sink == null) {
            Display.show(render(value, mimeTypes));
        } else {
            new DisplayHandle(id, sink).update(render(value, mimeTypes));
        }
    }

    /// The forms in which `value` would be shown.
    public static DisplayBundle render(@Nullable Object value, String... mimeTypes) {
        if (mimeTypes.length == 0) {
            return Display.bundle(value);
        }
        var forms = new LinkedHashMap<String, Object>();
        for (String type : mimeTypes) {
            forms.put(type, String.valueOf(value));
        }
        forms.putIfAbsent(DisplayBundle.PLAIN, String.valueOf(value));
        return new DisplayBundle(forms, Map.of());
    }

    /// Prints formatted text, as `System.out.printf` does.
    @SuppressWarnings("AnnotateFormatMethod") // JShell's compiler knows no such check
    public static void printf(String format, @Nullable Object... arguments) {
        System.out.printf(format, arguments);
    }

    /// The value of `%name arguments`.
    ///
    /// @param <T> what the caller takes it for; nobody checks
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // IJava's own signature
    public static <T> @Nullable T lineMagic(String name, List<String> arguments) throws Exception {
        return (T) JavaSession.current().magics().line(name, String.join(" ", arguments));
    }

    /// The value of `%%name arguments` on `body`.
    ///
    /// @param <T> what the caller takes it for; nobody checks
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // IJava's own signature
    public static <T> @Nullable T cellMagic(String name, List<String> arguments, String body) throws Exception {
        return (T) JavaSession.current().magics().cell(name, String.join(" ", arguments), body);
    }

    /// The value of source, evaluated as if it stood in this cell; magics are understood too.
    public static @Nullable Object eval(String source) {
        return JavaSession.current().evaluate(source);
    }

    /// The conversations with what runs in the front end's page.
    public static Comms comms() {
        return JavaSession.current().comms();
    }

    /// The same values, with a bar that shows how many have been taken.
    public static <T> Iterable<T> progress(Iterable<T> values) {
        return () -> new Progress<>(values);
    }

    /// Asks the person in front of the notebook for a line.
    public static String input(String prompt) throws InterruptedException {
        return ask(prompt, false);
    }

    /// Asks for a line that nobody must see.
    public static String password(String prompt) throws InterruptedException {
        return ask(prompt, true);
    }

    private static String ask(String prompt, boolean secret) throws InterruptedException {
        if (Display.sink() instanceof CellOutput output) {
            return output.ask(prompt, secret);
        }
        throw new IllegalStateException("This can be called in a cell only; no session belongs to this thread.");
    }

    /// Whether a cell's value is the id of its last display, which nobody wants to read.
    static boolean isLastId(Object value) {
        return value == lastId;
    }
}
