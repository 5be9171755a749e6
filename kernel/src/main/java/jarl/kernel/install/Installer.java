package jarl.kernel.install;

import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the kernel's own jar does by itself: `java -jar jarl-kernel.jar install`.
///
/// The jar copies itself beside the kernelspec, so that the one that was downloaded may go.
public final class Installer {
    /// How it is called.
    public static final String USAGE = """
            Usage: java -jar jarl-kernel.jar install [--user | --prefix DIR | --sys-prefix] [--java HOME] [--jvm-arg ARG]…
                   java -jar jarl-kernel.jar uninstall [--user | --prefix DIR | --sys-prefix]
            Jupyter starts the kernel with the name of a connection file; to try it, install it and open a notebook.""";

    private final PrintStream out;

    public Installer(PrintStream out) {
        this.out = out;
    }

    /// A mistake in the arguments, in words.
    private static final class Misused extends Exception {
        private static final long serialVersionUID = 1L;

        Misused(String message) {
            super(message);
        }
    }

    /// Does as the arguments tell.
    ///
    /// @return the exit status: 0 done, 1 failed, 2 not understood
    public int run(List<String> arguments) throws InterruptedException {
        try {
            Deque<String> rest = new ArrayDeque<>(arguments);
            switch (rest.pop()) {
                case "install" -> install(rest);
                case "uninstall" -> uninstall(rest);
                case String other -> throw new Misused("There is no command " + other);
            }
            return 0;
        } catch (Misused e) {
            out.println(e.getMessage() + "\n" + USAGE);
            return 2;
        } catch (IOException e) {
            out.println(e.getMessage());
            return 1;
        }
    }

    private void install(Deque<String> rest) throws Misused, IOException, InterruptedException {
        Path prefix = null;
        var options = KernelSpec.Options.user();
        List<String> jvmArguments = new ArrayList<>();
        while (!rest.isEmpty()) {
            String name = rest.pop();
            switch (name) {
                case "--java" -> options = options.withJavaHome(Path.of(value(name, rest)));
                case "--jvm-arg" -> jvmArguments.add(value(name, rest));
                default -> prefix = prefix(name, rest);
            }
        }
        options = options.withJvmArgs(jvmArguments);
        options = prefix == null ? options : options.at(prefix);
        KernelSpec.Installed installed = KernelSpec.install(options.withClassPath(kept(options, prefix)));
        out.println("Installed the kernel \"" + KernelSpec.DISPLAY_NAME + "\" in " + installed.folder());
        out.println(installed.archive());
    }

    /// A class path of this jar alone becomes that of its copy beside the kernelspec.
    private static List<Path> kept(KernelSpec.Options options, @Nullable Path prefix) throws IOException {
        if (System.getProperty("java.class.path").contains(File.pathSeparator)) {
            return options.classPath();
        }
        Path jar = options.classPath().getFirst();
        Path copy = Files.createDirectories(KernelSpec.folder(prefix)).resolve("jarl-kernel.jar");
        if (!copy.equals(jar)) {
            Files.copy(jar, copy, StandardCopyOption.REPLACE_EXISTING);
        }
        return List.of(copy);
    }

    private void uninstall(Deque<String> rest) throws Misused, IOException {
        Path prefix = rest.isEmpty() ? null : prefix(rest.pop(), rest);
        Path removed = KernelSpec.uninstall(prefix);
        out.println(removed == null ? "No kernel was installed there." : "Removed " + removed);
    }

    /// @return null for this user alone
    private static @Nullable Path prefix(String name, Deque<String> rest) throws Misused {
        return switch (name) {
            case "--user" -> null;
            case "--prefix" -> Path.of(value(name, rest));
            case "--sys-prefix" -> KernelSpec.sysPrefix();
            default -> throw new Misused("There is no option " + name);
        };
    }

    private static String value(String name, Deque<String> rest) throws Misused {
        if (rest.isEmpty()) {
            throw new Misused(name + " wants a value");
        }
        return rest.pop();
    }
}
