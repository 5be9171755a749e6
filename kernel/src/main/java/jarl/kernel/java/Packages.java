package jarl.kernel.java;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.zip.ZipFile;

/// Which jar holds which packages; each jar is read once.
final class Packages {
    private static final Pattern VERSION = Pattern.compile("^META-INF/versions/\\d+/?");

    private final Map<Path, Set<String>> ofJars = new ConcurrentHashMap<>();

    /// Reads these jars before they are asked for.
    void read(List<Path> entries) {
        entries.stream().filter(Files::isRegularFile).forEach(this::of);
    }

    /// Those entries of a class path that may hold the package: folders always may.
    List<Path> holding(String name, List<Path> entries) {
        return entries.stream().filter(entry -> !Files.isRegularFile(entry) || of(entry).contains(name)).toList();
    }

    private Set<String> of(Path jar) {
        return ofJars.computeIfAbsent(jar, Packages::in);
    }

    private static Set<String> in(Path jar) {
        var found = new HashSet<String>();
        try (var zip = new ZipFile(jar.toFile())) {
            String last = "/"; // neighbours in a jar are of one package
            for (var entries = zip.entries(); entries.hasMoreElements();) {
                String name = entries.nextElement().getName();
                int slash = Math.max(0, name.lastIndexOf('/'));
                if (isCode(name) && !(slash == last.length() && name.startsWith(last))) {
                    last = name.substring(0, slash);
                    found.add(VERSION.matcher(last).replaceFirst("").replace('/', '.'));
                }
            }
        } catch (IOException e) {
            return Set.of(); // no jar: nothing to compile against
        }
        return found;
    }

    private static boolean isCode(String name) {
        return (name.endsWith(".class") && !name.endsWith("module-info.class")) || name.endsWith(".java");
    }
}
