package jarl.kernel.runner;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import jarl.kernel.CellOutput;
import jarl.kernel.JavaSession;
import jarl.kernel.SessionOptions;
import jarl.kernel.display.DisplayBundle;
import jarl.kernel.java.CellFailure;
import org.jspecify.annotations.Nullable;

/// Runs a file of Java statements, with a notebook's imports and verbs, as if it were one cell.
public final class ScriptRunner {
    private ScriptRunner() {}

    /// Runs the file; what it prints and shows goes to standard output and standard error.
    ///
    /// @return null if it ran to its end
    /// @throws NotebookException if there is no such file
    public static @Nullable CellFailure run(Path file, SessionOptions options) throws IOException {
        String source = read(file);
        int start = source.startsWith("#!") ? Math.max(0, source.indexOf('\n')) : 0; // a line for the shell
        var terminal = new Terminal(System.out, System.err);
        try (var session = JavaSession.open(options)) {
            try (var _ = new ShutdownGuard(session)) {
                return session.execute(" ".repeat(start) + source.substring(start), 1, terminal).failure();
            }
        }
    }

    private static String read(Path file) throws IOException {
        try {
            return Files.readString(file);
        } catch (NoSuchFileException e) {
            throw new NotebookException("There is no file " + file.toAbsolutePath());
        }
    }

    private record Terminal(PrintStream out, PrintStream err) implements CellOutput {
        @Override
        public void print(boolean toError, String text) {
            PrintStream stream = toError ? err : out;
            stream.print(text);
            stream.flush();
        }

        @Override
        public void show(String id, DisplayBundle bundle) {
            out.println(bundle.data().getOrDefault(DisplayBundle.PLAIN, bundle.data().keySet()));
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
