package jarl.studio.cli;

import jarl.kernel.install.KernelSpec;
import jarl.studio.notebook.KernelFlags;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `./jarl kernel install` and `./jarl kernel uninstall`.
@Command(
        name = "kernel",
        mixinStandardHelpOptions = true,
        description = "The Jupyter kernel \"Java (Jarl)\".",
        synopsisSubcommandLabel = "COMMAND")
final class KernelCommand implements Runnable {
    @Spec
    CommandSpec spec;

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    /// Whose Jupyter; this user's by default.
    static final class Place {
        @Option(names = "--user", description = "For this user (the default).")
        boolean user;

        @Option(names = "--prefix", paramLabel = "DIR", description = "For the environment at DIR.")
        @Nullable Path prefix;

        @Option(names = "--sys-prefix", description = "For everyone, in /usr/local, or in the active virtual environment.")
        boolean sysPrefix;

        @Nullable Path root() {
            return sysPrefix ? KernelSpec.sysPrefix() : prefix;
        }
    }

    @Command(name = "install", mixinStandardHelpOptions = true, description = "Make the kernel known to Jupyter.")
    void install(
            @ArgGroup @Nullable Place place,
            @Option(names = "--java", paramLabel = "HOME", description = "The JDK that runs it (default: this one).")
                    @Nullable Path java,
            @Option(names = "--jvm-arg", paramLabel = "ARG", description = "One more argument for its JVM.")
                    @Nullable List<String> jvmArguments)
            throws IOException, InterruptedException {
        List<String> flags = new ArrayList<>(KernelFlags.ALL);
        if (jvmArguments != null) {
            flags.addAll(jvmArguments);
        }
        var options = KernelSpec.Options.user().withJvmArgs(flags);
        Path root = place == null ? null : place.root();
        if (root != null) {
            options = options.at(root);
        }
        if (java != null) {
            options = options.withJavaHome(java);
        }
        KernelSpec.Installed installed = KernelSpec.install(options);
        PrintWriter out = spec.commandLine().getOut();
        out.println("Installed the kernel \"" + KernelSpec.DISPLAY_NAME + "\" in " + installed.folder());
        out.println(installed.archive());
        out.println("Open a notebook with it: ./jarl lab");
        out.flush();
    }

    @Command(name = "uninstall", mixinStandardHelpOptions = true, description = "Undo the installation.")
    void uninstall(@ArgGroup @Nullable Place place) throws IOException {
        Path removed = KernelSpec.uninstall(place == null ? null : place.root());
        PrintWriter out = spec.commandLine().getOut();
        out.println(removed == null ? "No kernel was installed there." : "Removed " + removed);
        out.flush();
    }
}
