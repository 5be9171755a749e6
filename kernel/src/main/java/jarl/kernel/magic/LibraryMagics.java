package jarl.kernel.magic;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipFile;

/// Libraries for the cells that follow: `%classpath`, `%jars`.
final class LibraryMagics {
    private LibraryMagics() {}

    static void register(Magics magics, MagicSession session) {
        magics.line("classpath", "[PATH …]", "adds jars and folders to the class path; without any, lists it",
                paths -> paths.isEmpty() ? String.join("\n", session.classPath()) : add(session, paths));
        magics.line("jars", "PATTERN …", "adds jars, e.g. lib/*.jar", paths -> add(session, paths));
    }

    private static List<String> add(MagicSession session, String paths) throws IOException {
        List<String> found = new ArrayList<>();
        for (String path : paths.split("[\\s" + File.pathSeparator + "]+", -1)) {
            List<String> matches = Globs.matches(path);
            if (matches.isEmpty()) {
                throw MagicSession.Failed.because("Nothing matches " + Path.of("").toAbsolutePath().resolve(path));
            }
            found.addAll(matches);
        }
        found.forEach(LibraryMagics::check);
        session.addToClassPath(String.join(File.pathSeparator, found));
        return List.copyOf(found);
    }

    /// The compiler fails at everything that follows where it cannot open a jar.
    private static void check(String path) {
        if (Files.isRegularFile(Path.of(path))) {
            try (var jar = new ZipFile(path)) {
                jar.size();
            } catch (IOException e) {
                throw MagicSession.Failed.because(path + " is not a jar: " + e.getMessage());
            }
        }
    }
}
