package jarl.network.torch;

import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.util.Utils;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// PyTorch's native libraries: which ones this JVM would load, and loading them, once.
public final class TorchNatives {
    private static final Pattern VERSION = Pattern.compile("\\d+\\.\\d+\\.\\d+");

    /// The CUDA that the bridge was built for.
    private static final String CUDA = "cu128";

    private TorchNatives() {}

    /// `cpu`, or `cu128` and the like, of the libraries that [#load] would take; nothing is loaded.
    public static String flavor() {
        Path own = ownLibraries();
        if (own != null) {
            return Optional.ofNullable(setting("PYTORCH_FLAVOR")).orElseGet(() -> flavor(own));
        }
        String packed = onClassPath("/native/lib/pytorch.properties").getProperty("flavor");
        return packed != null ? packed : fetched();
    }

    static String flavor(Path libraries) {
        return Files.exists(libraries.resolve(System.mapLibraryName("torch_cuda"))) ? CUDA : "cpu";
    }

    /// Where no libraries are on the class path, DJL takes those it has downloaded, or downloads them if it may.
    private static String fetched() {
        boolean mayFetch = "false".equals(System.getProperty("ai.djl.offline"));
        Path cache = Utils.getEngineCacheDir("pytorch");
        try (Stream<Path> folders = Files.isDirectory(cache) ? Files.list(cache) : Stream.empty()) {
            boolean there = folders.anyMatch(
                    folder -> folder.getFileName().toString().startsWith(bridgeVersion() + "-" + CUDA));
            return there || mayFetch ? CUDA : "cpu";
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + cache, e);
        }
    }

    /// @throws IllegalStateException if there is no PyTorch, or one that the bridge was not built for
    static synchronized Engine load() {
        setDefault("ai.djl.offline", "true");
        setDefault("OPT_OUT_TRACKING", "true");
        setDefault("org.slf4j.simpleLogger.log.ai.djl", "error"); // it warns wherever there is no GPU
        // more threads than one made small networks up to 300 times slower on a busy machine
        setDefault("ai.djl.pytorch.num_threads", "1");
        setDefault("ai.djl.pytorch.num_interop_threads", "1");
        Path own = ownLibraries();
        if (own != null) {
            requireVersion(own, bridgeVersion());
            setDefault("PYTORCH_VERSION", bridgeVersion());
            setDefault("PYTORCH_FLAVOR", flavor(own));
        } else {
            announceUnpacking();
        }
        try {
            Engine engine = Engine.getEngine("PyTorch");
            JniUtils.setNumThreads(1);
            return engine;
        } catch (EngineException | UnsatisfiedLinkError e) {
            throw new IllegalStateException("PyTorch cannot be loaded: " + cause(e), e);
        }
    }

    private static void setDefault(String property, String value) {
        if (setting(property) == null) {
            System.setProperty(property, value);
        }
    }

    /// As DJL reads its settings.
    private static @Nullable String setting(String name) {
        String inEnvironment = System.getenv(name);
        return inEnvironment != null && !inEnvironment.isEmpty() ? inEnvironment : System.getProperty(name);
    }

    private static String cause(Throwable failure) {
        Throwable deepest = failure;
        while (deepest.getCause() != null) {
            deepest = deepest.getCause();
        }
        String message = String.valueOf(deepest.getMessage());
        return message.contains("already loaded in another classloader")
                ? "another class loader of this JVM has loaded it, and a JVM loads it once; restart"
                : message;
    }

    /// The folder that stands before the class path, as DJL looks for it; null: none.
    private static @Nullable Path ownLibraries() {
        String library = System.mapLibraryName("torch");
        return Stream.of(System.getenv("PYTORCH_LIBRARY_PATH"), System.getProperty("java.library.path"))
                .filter(path -> path != null)
                .flatMap(path -> Stream.of(path.split(File.pathSeparator, -1)))
                .filter(path -> !path.isEmpty())
                .map(Path::of)
                .map(path -> path.endsWith(library) ? path.toAbsolutePath().getParent() : path)
                .filter(path -> path != null && Files.isRegularFile(path.resolve(library)))
                .findFirst()
                .orElse(null);
    }

    /// Refuses a PyTorch of another version than `wanted`. It would load, and then silently misread tensors.
    static void requireVersion(Path libraries, String wanted) {
        String found = version(libraries);
        if (found == null) {
            throw new IllegalStateException("Cannot tell the version of PyTorch in " + libraries
                    + ": there is neither version.py nor build-version beside it. It must be " + wanted
                    + "; any other would silently misread tensors. Point PYTORCH_LIBRARY_PATH to the lib folder of an "
                    + "installed torch " + wanted);
        }
        if (!found.equals(wanted)) {
            throw new IllegalStateException("PyTorch " + found + " in " + libraries + ", but " + wanted
                    + " is needed; any other would silently misread tensors. Point PYTORCH_LIBRARY_PATH to the lib "
                    + "folder of torch " + wanted + ", or unset it to use the one that comes with Jarl");
        }
    }

    /// Beside the folder, a Python package keeps its version in `version.py`, a libtorch archive in `build-version`;
    /// DJL names its cached folder by it.
    private static @Nullable String version(Path libraries) {
        Path folder = libraries.toAbsolutePath().normalize();
        return Stream.of("version.py", "build-version")
                .map(folder::resolveSibling)
                .filter(Files::isRegularFile)
                .map(TorchNatives::read)
                .findFirst()
                .or(() -> Optional.of(folder.getFileName().toString()))
                .map(VERSION::matcher)
                .filter(Matcher::find)
                .map(Matcher::group)
                .orElse(null);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + file, e);
        }
    }

    /// The version that the bridge on the class path was built for.
    static String bridgeVersion() {
        String both = onClassPath("/jnilib/pytorch.properties").getProperty("jni_version", ""); // torch's, then DJL's
        Matcher version = VERSION.matcher(both);
        if (!version.find()) {
            throw new IllegalStateException(
                    "The class path has no ai.djl.pytorch:pytorch-jni, PyTorch's bridge to Java");
        }
        return version.group();
    }

    /// Of the loaded libraries: `2.7.1-20250812`, where they come from the class path with the day they were packed.
    static String version() {
        return Engine.getEngine("PyTorch").getVersion();
    }

    private static Properties onClassPath(String resource) {
        var properties = new Properties();
        try (InputStream stream = TorchNatives.class.getResourceAsStream(resource)) {
            if (stream != null) {
                properties.load(stream);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + resource + " on the class path", e);
        }
        return properties;
    }

    private static void announceUnpacking() {
        Properties natives = onClassPath("/native/lib/pytorch.properties");
        Path cache = Utils.getEngineCacheDir("pytorch");
        String folder = natives.getProperty("version", "") + "-" + natives.getProperty("flavor", "") + "-"
                + natives.getProperty("classifier", "");
        if (!natives.isEmpty() && Files.notExists(cache.resolve(folder))) {
            String message = "Unpacking PyTorch into {0}, once (432 MB on Linux); DJL_CACHE_DIR moves it";
            System.getLogger(TorchNatives.class.getPackageName()).log(Level.INFO, message, cache);
        }
    }
}
