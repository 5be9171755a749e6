package jarl.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// How a [JavaSession] begins.
///
/// @param classPath       what cells compile against, joined as a class path is
/// @param compilerOptions javac's, e.g. `--enable-preview`
/// @param imports         import declarations in force before the first cell
/// @param extensions      whether the extensions on the class path join
public record SessionOptions(
        String classPath, List<String> compilerOptions, List<String> imports, boolean extensions) {
    private static final List<String> PACKAGES = List.of(
            "java.io", "java.math", "java.net", "java.nio.file", "java.time", "java.util", "java.util.concurrent",
            "java.util.function", "java.util.prefs", "java.util.regex", "java.util.stream");
    private static final String PREVIEW = "--enable-preview";
    private static final Set<String> LEVELS = Set.of("-source", "--source", "--release");
    private static final String VECTOR = "jdk.incubator.vector";

    /// This process's class path, the packages that cells use most, all extensions; the Vector API where the JVM was
    /// started with it.
    public static SessionOptions standard() {
        var imports = new ArrayList<String>();
        PACKAGES.forEach(name -> imports.add("import " + name + ".*;"));
        imports.add("import static jarl.kernel.CellVerbs.*;");
        boolean vector = ModuleLayer.boot().findModule(VECTOR).isPresent();
        return new SessionOptions(
                System.getProperty("java.class.path", ""),
                vector ? List.of("--add-modules", VECTOR) : List.of(),
                imports,
                true);
    }

    /// The same with more on the class path.
    public SessionOptions withClassPath(String more) {
        String joined = more.isEmpty() ? classPath : classPath + java.io.File.pathSeparator + more;
        return new SessionOptions(joined, compilerOptions, imports, extensions);
    }

    /// The same with more options for the compiler. Preview features are those of the Java that runs, unless the options
    /// say otherwise; its JVM has to be started with `--enable-preview` too.
    public SessionOptions withCompilerOptions(List<String> more) {
        var all = new ArrayList<>(compilerOptions);
        all.addAll(more);
        if (all.contains(PREVIEW) && all.stream().noneMatch(LEVELS::contains)) {
            all.addAll(List.of("-source", Integer.toString(Runtime.version().feature())));
        }
        return new SessionOptions(classPath, all, imports, extensions);
    }
}
