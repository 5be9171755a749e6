package jarl.kernel.java;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/// The files that the compiler reads: the compiler's own, but of the class path only what is asked for.
///
/// By itself the compiler opens every jar of the class path and walks through all its folders before the first import;
/// and JShell at once reads all of them a second time, for completions, while the first cell wants the processor.
final class CompilerFiles extends ForwardingJavaFileManager<StandardJavaFileManager>
        implements StandardJavaFileManager {
    private static final String MULTI_RELEASE = "--multi-release";
    private static final Duration HEAD_START = Duration.ofSeconds(5);

    private final StandardJavaFileManager some; // knows those jars alone that hold the package asked for
    private final Packages packages = new Packages();
    private final CountDownLatch started = new CountDownLatch(1);

    CompilerFiles() {
        super(standard());
        some = standard();
    }

    private static StandardJavaFileManager standard() {
        return ToolProvider.getSystemJavaCompiler().getStandardFileManager(null, null, null);
    }

    /// Reads ahead, on whatever thread has nothing else to do.
    void read() {
        packages.read(classPath());
    }

    private List<Path> classPath() {
        var entries = new ArrayList<Path>();
        fileManager.getLocationAsPaths(StandardLocation.CLASS_PATH).forEach(entries::add);
        return entries;
    }

    /// The session has started: JShell may read all names of all libraries now.
    void started() {
        started.countDown();
    }

    /// Asked by the thread alone that gathers JShell's names: the compiler knows its paths without.
    @Override
    public @Nullable Iterable<? extends Path> getLocationAsPaths(Location location) {
        try {
            boolean unused = started.await(HEAD_START.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return fileManager.getLocationAsPaths(location);
    }

    /// Where the compiler would look for plugins, through all jars and for each cell anew.
    @Override
    public ClassLoader getClassLoader(Location location) {
        return ClassLoader.getPlatformClassLoader();
    }

    @Override
    public synchronized Iterable<JavaFileObject> list(
            Location location, String packageName, Set<JavaFileObject.Kind> kinds, boolean recurse)
            throws IOException {
        return location != StandardLocation.CLASS_PATH || recurse
                ? super.list(location, packageName, kinds, recurse)
                : holding(packageName).list(location, packageName, kinds, false);
    }

    @Override
    public synchronized @Nullable JavaFileObject getJavaFileForInput(
            Location location, String className, JavaFileObject.Kind kind) throws IOException {
        return location != StandardLocation.CLASS_PATH ? super.getJavaFileForInput(location, className, kind)
                : holding(className.substring(0, Math.max(0, className.lastIndexOf('.'))))
                        .getJavaFileForInput(location, className, kind);
    }

    private StandardJavaFileManager holding(String packageName) throws IOException {
        some.setLocationFromPaths(StandardLocation.CLASS_PATH, packages.holding(packageName, classPath()));
        return some;
    }

    /// The Java whose classes jars of several versions give; the class path is the business of `holding`.
    @Override
    public boolean handleOption(String option, Iterator<String> rest) {
        if (!option.equals(MULTI_RELEASE)) {
            return fileManager.handleOption(option, rest);
        }
        List<String> version = List.of(rest.next());
        boolean known = fileManager.handleOption(option, version.iterator());
        return some.handleOption(option, version.iterator()) && known;
    }

    @Override
    public void close() throws IOException {
        started();
        some.close();
        super.close();
    }

    @Override
    public Iterable<? extends JavaFileObject> getJavaFileObjectsFromFiles(Iterable<? extends File> files) {
        return fileManager.getJavaFileObjectsFromFiles(files);
    }

    @Override
    public Iterable<? extends JavaFileObject> getJavaFileObjects(File... files) {
        return fileManager.getJavaFileObjects(files);
    }

    @Override
    public Iterable<? extends JavaFileObject> getJavaFileObjectsFromStrings(Iterable<String> names) {
        return fileManager.getJavaFileObjectsFromStrings(names);
    }

    @Override
    public Iterable<? extends JavaFileObject> getJavaFileObjects(String... names) {
        return fileManager.getJavaFileObjects(names);
    }

    @Override
    public void setLocation(Location location, @Nullable Iterable<? extends File> files) throws IOException {
        fileManager.setLocation(location, files);
    }

    @Override
    public @Nullable Iterable<? extends File> getLocation(Location location) {
        return fileManager.getLocation(location);
    }
}
