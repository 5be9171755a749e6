package jarl.kernel.magic;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Files by a pattern: `*` and `?` in the last part of a path; a path that ends in `/` means all files of the folder.
public final class Globs {
    private Globs() {}

    /// The files there are, as absolute paths in order; none where nothing matches.
    public static List<String> matches(String pattern) throws IOException {
        String glob = pattern.endsWith("/") ? pattern + "*" : pattern;
        if (glob.indexOf('*') < 0 && glob.indexOf('?') < 0) {
            Path path = Path.of(glob).toAbsolutePath();
            return Files.exists(path) ? List.of(path.toString()) : List.of();
        }
        int slash = glob.lastIndexOf('/');
        Path folder = Path.of(glob.substring(0, slash + 1)).toAbsolutePath();
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        List<String> found = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, glob.substring(slash + 1))) {
            files.forEach(file -> found.add(file.toString()));
        }
        return found.stream().sorted().toList();
    }
}
