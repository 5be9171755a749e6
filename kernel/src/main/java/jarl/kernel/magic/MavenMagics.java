package jarl.kernel.magic;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import jarl.kernel.maven.MavenLibraries;
import jarl.kernel.maven.MavenLibraries.Library;
import jarl.kernel.maven.PomFragment;
import org.jspecify.annotations.Nullable;

/// Libraries from Maven repositories: `%maven`, `%mavenRepo`, `%loadFromPOM`, and their older names.
final class MavenMagics {
    private static final Set<String> SCOPES = Set.of("compile", "runtime", "system");

    private final MagicSession session;
    private @Nullable MavenLibraries libraries; // loaded when first wanted

    private MavenMagics(MagicSession session) {
        this.session = session;
    }

    static void register(Magics magics, MagicSession session) {
        var maven = new MavenMagics(session);
        magics.line("maven", "G:A:V …", "adds libraries and what they need, from Maven repositories", maven::add);
        magics.line("addMavenDependencies", "G:A:V …", "the same as %maven", maven::add);
        magics.line("addMavenDependency", "G:A:V …", "the same as %maven", maven::add);
        magics.line("mavenRepo", "ID URL", "a repository to look into first", maven::repository);
        magics.line("addMavenRepo", "ID URL", "the same as %mavenRepo", maven::repository);
        magics.line("loadFromPOM", "FILE [SCOPE …]", "adds what a POM depends on", maven::addPom);
        magics.cell("loadFromPOM", "[SCOPE …]", "adds what a POM, or a part of one, in this cell depends on",
                maven::addFragment);
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
        return addAll(added);
    }

    private @Nullable Object addPom(String arguments) throws IOException {
        List<String> words = List.of(arguments.split("\\s+", -1));
        Path pom = Path.of(words.getFirst());
        if (!Files.isRegularFile(pom)) {
            throw MagicSession.Failed.because("There is no POM " + pom.toAbsolutePath());
        }
        return addPom(pom, words.subList(1, words.size()), words.getFirst());
    }

    private @Nullable Object addFragment(String arguments, String body) throws IOException {
        Path pom = Files.createTempFile("cell", ".pom");
        try {
            Files.writeString(pom, PomFragment.whole(body));
            return addPom(pom, arguments.isEmpty() ? List.of() : List.of(arguments.split("\\s+", -1)), "of this cell");
        } finally {
            Files.delete(pom);
        }
    }

    private @Nullable Object addPom(Path pom, List<String> scopes, String name) {
        try {
            return addAll(libraries().resolve(pom, scopes.isEmpty() ? SCOPES : Set.copyOf(scopes)));
        } catch (MavenLibraries.Unresolved e) {
            throw MagicSession.Failed.because("The POM " + name + ": " + e.getMessage());
        }
    }

    private @Nullable Object addAll(List<Library> added) {
        List<Library> fresh = added.stream().distinct().filter(library -> !isThere(library)).toList();
        if (!fresh.isEmpty()) {
            session.addToClassPath(fresh.stream().map(library -> library.file().toString())
                    .collect(Collectors.joining(File.pathSeparator)));
        }
        return null;
    }

    /// What is on the class path already stays and wins; another version of it is named.
    private boolean isThere(Library library) {
        String own = String.valueOf(library.file().getFileName()); // with its classifier, where it has one
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
