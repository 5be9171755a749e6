package jarl.run.checkpoint;

import com.fasterxml.jackson.annotation.JsonProperty;
import jarl.network.Layout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What a checkpoint's folder must hold, down to the byte.
///
/// @param step       environment steps taken
/// @param files      by name
/// @param appendOnly length in bytes that each growing file of the run had, by its path in the run folder
/// @param layout     the policy's parameters, in the order of the flat vector
record Manifest(
        String format,
        int version,
        long step,
        Map<String, Mark> files,
        @JsonProperty("append_only") Map<String, Long> appendOnly,
        List<Parameter> layout) {
    static final String FILE = "manifest.json";
    static final String POLICY = "policy.safetensors";
    static final String STATE = "state.safetensors";
    private static final String FORMAT = "jarl.checkpoint";
    private static final int VERSION = 1;

    /// How a file is known.
    record Mark(long size, String sha256) {}

    record Parameter(String name, List<Integer> shape) {}

    Manifest {
        files = new TreeMap<>(files);
        appendOnly = new TreeMap<>(appendOnly);
        layout = List.copyOf(layout);
    }

    static Manifest of(long step, Map<String, Mark> files, Map<String, Long> appendOnly, Layout layout) {
        return new Manifest(FORMAT, VERSION, step, files, appendOnly, parameters(layout));
    }

    private static List<Parameter> parameters(Layout layout) {
        return layout.parameters().stream()
                .map(parameter -> new Parameter(
                        parameter.name(), Arrays.stream(parameter.shape()).boxed().toList()))
                .toList();
    }

    /// @throws CheckpointException if it is damaged, of another version, or another step's
    static Manifest read(Path folder, long step) {
        Path file = folder.resolve(FILE);
        Manifest manifest = SealedJson.read(file, Manifest.class);
        if (!FORMAT.equals(manifest.format) || manifest.version != VERSION) {
            throw new CheckpointException(file + " is of the format " + manifest.format + " " + manifest.version
                    + "; this Jarl reads " + FORMAT + " " + VERSION);
        }
        if (manifest.step != step) {
            throw new CheckpointException(file + " belongs to step " + manifest.step + ", not to this folder");
        }
        return manifest;
    }

    /// @throws CheckpointException if a file is missing or not the one that was written
    void verify(Path folder, String name) {
        Path file = folder.resolve(name);
        Mark mark = files.get(name);
        if (mark == null) {
            throw new CheckpointException(folder.resolve(FILE) + " does not know the file " + name);
        }
        try {
            long size = Files.size(file);
            if (size != mark.size) {
                throw new CheckpointException(file + " has " + size + " bytes where " + mark.size
                        + " were written: it is " + (size < mark.size ? "cut" : "another file"));
            }
            if (!Sha256.of(file).equals(mark.sha256)) {
                throw new CheckpointException(
                        file + " is not as it was written: its size is right, its SHA-256 differs");
            }
        } catch (NoSuchFileException missing) {
            throw new CheckpointException(file + " is missing", missing);
        } catch (IOException failure) {
            throw new CheckpointException(file + " cannot be read: " + failure.getMessage(), failure);
        }
    }

    /// @throws CheckpointException if the policy's parameters are not those that were written
    void verify(Path folder, Layout found) {
        if (!layout.equals(parameters(found))) {
            throw new CheckpointException(folder.resolve(POLICY) + " describes another network than its manifest");
        }
    }
}
