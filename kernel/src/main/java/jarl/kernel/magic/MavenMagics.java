package jarl.kernel.magic;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import jarl.kernel.maven.MavenLibraries;
import jarl.kernel.maven.MavenLibraries.Library;
import org.jspecify.annotations.Nullable;

/// Libraries from Maven repositories: `%maven`, `%mavenRepo`.
final class MavenMagics {
    private final MagicSession session;
    private @Nullable MavenLibraries libraries; // loaded when first wanted

    private MavenMagics(MagicSession session) {
        this.session = session;
    }

    static void register(Magics magics, MagicSession session) {
        var maven = new MavenMagics(session);
        magics.line("maven", "G:A:V …", "adds libraries and what they need, from Maven repositories", maven::add);
        magics.line("addMavenDependencies", "G:A:V …", "the same as %maven", maven::add);
        magics.line("mavenRepo", "ID URL", "a repository to look into first", maven::repository);
    }

    private MavenLibraries libraries() {
        MavenLibraries known = libraries;
        if (known == null) {
            known = new MavenLibraries(System.out::println);
            libraries = known;
        }
        return known;
    }

    private @Nullable Object repository(String arguments) {
        String[] words = arguments.split("\\s+", -1);
        if (words.length != 2) {
            throw MagicSession.Failed.because("%mavenRepo wants a name and a URL; met: " + arguments);
        }
        libraries().addRepository(words[0], words[1]);
        return null;
    }

    private @Nullable Object add(String arguments) {
        List<Library> added = new ArrayList<>();
        for (String coordinates : arguments.split("\\s+", -1)) {
            try {
                added.addAll(libraries().resolve(coordinates));
            } catch (MavenLibraries.Unresolved e) {
                throw MagicSession.Failed.because("%maven " + coordinates + ": " + e.getMessage());
            }
        }
        List<Library> fresh = added.stream().distinct().filter(library -> !isThere(library)).toList();
        if (!fresh.isEmpty()) {
            session.addToClassPath(fresh.stream().map(library -> library.file().toString())
                    .collect(Collectors.joining(File.pathSeparator)));
        }
        return null;
    }

    /// What is on the class path already stays and wins; another version of it is named.
    private boolean isThere(Library library) {
        String own = library.artifactId() + "-" + library.version() + ".jar";
        for (String entry : session.classPath()) {
            String name = String.valueOf(Path.of(entry).getFileName());
            if (name.equals(own)) {
                return true;
            }
            if (name.matches(Pattern.quote(library.artifactId()) + "-\\d.*\\.jar")) {
                System.err.println("conflict: " + own + " was asked for, but " + name + " is there already and wins");
                return true;
            }
        }
        return false;
    }
}
