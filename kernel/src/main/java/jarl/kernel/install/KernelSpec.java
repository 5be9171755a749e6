package jarl.kernel.install;

import com.google.gson.GsonBuilder;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import jarl.kernel.install.StartUpArchive.Rehearsal;
import org.jspecify.annotations.Nullable;

/// The kernel as Jupyter finds it: a folder with `kernel.json`, the JVM's arguments and a start-up archive.
public final class KernelSpec {
    /// The kernel's name in file paths and in notebooks.
    public static final String NAME = "jarl";

    /// The kernel's name as people read it.
    public static final String DISPLAY_NAME = "Java (Jarl)";

    /// What every kernel's JVM is started with. G1: with other collectors an interrupt waits for long loops. Its heap
    /// begins small and grows where a fifth of the time, not a twelfth, goes into collecting: compilers leave much garbage,
    /// little of which stays. The log must never reach standard output.
    public static final List<String> JVM_FLAGS = List.of(
            "-XX:+UseG1GC",
            "-Xms64m",
            "-XX:GCTimeRatio=4",
            "--add-modules=jdk.incubator.vector",
            "--enable-native-access=ALL-UNNAMED",
            "-Xlog:disable",
            "-Xlog:all=error:stderr",
            "-Xlog:cds*=off:stderr"); // Java's own archive was made without these modules: no news

    private KernelSpec() {}

    /// Where and how to install.
    ///
    /// @param prefix    an environment's root; kernels go to `share/jupyter/kernels` in it. null: for this user alone
    /// @param javaHome  of the JDK, 25 or later, that runs the kernel
    /// @param jvmArgs   more for the JVM than [#JVM_FLAGS]
    /// @param classPath of the kernel and of what its cells may use
    public record Options(@Nullable Path prefix, Path javaHome, List<String> jvmArgs, List<Path> classPath) {
        /// For this user, on the JDK and the class path that run now.
        public static Options user() {
            List<Path> classPath = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                    .map(entry -> Path.of(entry).toAbsolutePath())
                    .toList();
            return new Options(null, Path.of(System.getProperty("java.home")), List.of(), classPath);
        }

        /// The same for everyone who uses the environment at `root`, e.g. `/usr/local` or a virtual environment.
        public Options at(Path root) {
            return new Options(root, javaHome, jvmArgs, classPath);
        }

        /// The same with more arguments for the JVM.
        public Options withJvmArgs(List<String> more) {
            return new Options(prefix, javaHome, more, classPath);
        }

        /// The same on another JDK.
        public Options withJavaHome(Path home) {
            return new Options(prefix, home, jvmArgs, classPath);
        }

        /// The same with other libraries.
        public Options withClassPath(List<Path> entries) {
            return new Options(prefix, javaHome, jvmArgs, entries);
        }
    }

    /// What was done.
    ///
    /// @param folder  where the kernel now lies
    /// @param archive in words: trained, or why not
    public record Installed(Path folder, String archive) {}

    /// Writes the kernelspec over an older one and trains the start-up archive.
    ///
    /// @throws IOException if the folder cannot be written or the JDK cannot run the kernel; the message says which
    public static Installed install(Options options) throws IOException, InterruptedException {
        Path java = java(options.javaHome());
        Path folder = folder(options.prefix());
        Files.createDirectories(folder);
        var archive = new StartUpArchive(folder);
        Files.deleteIfExists(archive.file());
        Path arguments = folder.resolve("java.args");
        var spec = new LinkedHashMap<String, Object>();
        spec.put("argv", List.of(java.toString(), "@" + arguments, "jarl.kernel.Main", "{connection_file}"));
        spec.put("display_name", DISPLAY_NAME);
        spec.put("language", "java");
        spec.put("interrupt_mode", "message");
        spec.put("metadata", Map.of("debugger", false));
        var gson = new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();
        Files.writeString(folder.resolve("kernel.json"), gson.toJson(spec) + "\n");
        return new Installed(folder, train(java, options, arguments, archive));
    }

    /// Removes what [#install] wrote.
    ///
    /// @return the folder, null if no kernel was there
    public static @Nullable Path uninstall(@Nullable Path prefix) throws IOException {
        Path folder = folder(prefix);
        if (!Files.exists(folder)) {
            return null;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
        return folder;
    }

    /// Where the kernelspec of this user, or of the environment at `prefix`, lies.
    public static Path folder(@Nullable Path prefix) {
        Path data = prefix == null ? userData() : prefix.toAbsolutePath().resolve("share").resolve("jupyter");
        return data.resolve("kernels").resolve(NAME);
    }

    /// Where everyone looks who uses the Python environment that is active, conda's or another; `/usr/local` where none is.
    public static Path sysPrefix() {
        return Stream.of("VIRTUAL_ENV", "CONDA_PREFIX")
                .map(System::getenv)
                .filter(root -> root != null && !root.isBlank())
                .findFirst()
                .map(Path::of)
                .orElse(Path.of("/usr/local"));
    }

    /// Jupyter's own rules for the user's data folder.
    private static Path userData() {
        String given = System.getenv("JUPYTER_DATA_DIR");
        if (given != null && !given.isBlank()) {
            return Path.of(given);
        }
        String home = System.getProperty("user.home");
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        if (system.startsWith("mac")) {
            return Path.of(home, "Library", "Jupyter");
        }
        if (system.startsWith("windows")) {
            String roaming = System.getenv("APPDATA");
            return (roaming == null ? Path.of(home, "AppData", "Roaming") : Path.of(roaming)).resolve("jupyter");
        }
        String shared = System.getenv("XDG_DATA_HOME");
        return (shared == null || shared.isBlank() ? Path.of(home, ".local", "share") : Path.of(shared))
                .resolve("jupyter");
    }

    private static Path java(Path home) throws IOException {
        boolean windows = System.getProperty("os.name").startsWith("Windows");
        Path java = home.toAbsolutePath().resolve("bin").resolve(windows ? "java.exe" : "java");
        if (!Files.isExecutable(java)) {
            throw new IOException("There is no Java to run at " + java + "; name the home of a JDK 25.");
        }
        Path release = home.resolve("release");
        String version = Files.exists(release) ? Files.readString(release) : "";
        var found = Pattern.compile("JAVA_VERSION=\"(\\d+)").matcher(version);
        if (found.find() && Integer.parseInt(found.group(1)) < 25) {
            throw new IOException("The kernel needs JDK 25; " + home + " is " + found.group(1) + ".");
        }
        return java;
    }

    /// One argument a line, quoted as the `java` launcher reads argument files.
    private static void write(Path file, Options options, List<String> more) throws IOException {
        var arguments = new ArrayList<>(JVM_FLAGS);
        arguments.addAll(more);
        arguments.addAll(options.jvmArgs());
        arguments.add("-cp");
        arguments.add(String.join(File.pathSeparator, options.classPath().stream().map(Path::toString).toList()));
        Files.write(file, arguments.stream()
                .map(argument -> "\"" + argument.replace("\\", "\\\\").replace("\"", "\\\"") + "\"").toList());
    }

    /// Runs the kernel once without a front end, to see that it runs and to keep an archive of what it loaded. The JVM
    /// keeps none of classes in folders; the kernel then starts without.
    private static String train(Path java, Options options, Path arguments, StartUpArchive archive)
            throws IOException, InterruptedException {
        boolean jarsAlone = options.classPath().stream().noneMatch(Files::isDirectory);
        write(arguments, options, jarsAlone ? archive.flags() : List.of());
        Rehearsal rehearsal = jarsAlone ? archive.train(java) : archive.rehearse(java, List.of());
        if (rehearsal.status() == 0) {
            return Files.exists(archive.file())
                    ? "start-up archive trained, " + Files.size(archive.file()) / (1024 * 1024) + " MiB"
                    : "no start-up archive: the class path does not consist of jars alone";
        }
        if (jarsAlone) {
            write(arguments, options, List.of());
            if (archive.rehearse(java, List.of()).status() == 0) {
                return "no start-up archive, the JVM could not write it:\n" + rehearsal.log();
            }
        }
        throw new IOException("The kernel does not run on " + java + ":\n" + rehearsal.log());
    }
}
