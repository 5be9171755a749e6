package jarl.kernel.magic;

import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Libraries for the cells that follow: `%classpath`, `%jars`.
final class LibraryMagics {
    private LibraryMagics() {}

    static void register(Magics magics, MagicSession session) {
        magics.line("classpath", "[PATH …]", "adds jars and folders to the class path; without any, lists it",
                paths -> paths.isEmpty() ? String.join("\n", session.classPath()) : add(session, paths));
        magics.line("jars", "PATTERN …", "adds jars, e.g. lib/*.jar", paths -> add(session, paths));
    }

    private static @Nullable Object add(MagicSession session, String paths) throws IOException {
        List<String> found = new ArrayList<>();
        for (String path : paths.split("[\\s" + File.pathSeparator + "]+", -1)) {
            List<String> matches = matches(path);
            if (matches.isEmpty()) {
                throw MagicSession.Failed.because("Nothing matches " + Path.of("").toAbsolutePath().resolve(path));
            }
            found.addAll(matches);
        }
        session.addToClassPath(String.join(File.pathSeparator, found));
        return null;
    }

    private static List<String> matches(String pattern) throws IOException {
        int star = pattern.indexOf('*');
        if (star < 0) {
            Path path = Path.of(pattern).toAbsolutePath();
            return Files.exists(path) ? List.of(path.toString()) : List.of();
        }
        int slash = pattern.lastIndexOf('/', star);
        Path folder = Path.of(slash < 0 ? "" : pattern.substring(0, slash)).toAbsolutePath();
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        List<String> found = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, pattern.substring(slash + 1))) {
            files.forEach(file -> found.add(file.toString()));
        }
        return found.stream().sorted().toList();
    }
}
