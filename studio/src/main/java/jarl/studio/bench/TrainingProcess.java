package jarl.studio.bench;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Runs a training in a fresh JVM with this one's flags and class path, so that its start, the compiler's warm-up and
/// its memory count as they do for `./jarl train`.
final class TrainingProcess {
    private static final JsonMapper JSON = new JsonMapper();
    private static final TypeReference<LinkedHashMap<String, Object>> OBJECT = new TypeReference<>() {};

    private TrainingProcess() {}

    /// What a training came to.
    ///
    /// @param figures `steps`, `steps_per_s` and the rest that [TrainingProbe] tells, and where it was solved
    ///                `process_s`: seconds from the start of the process to then, seen from outside
    record Outcome(Result.EngineUsed engine, Map<String, Object> figures) {
        boolean tells(String figure) {
            return figures.containsKey(figure);
        }

        double figure(String name) {
            return ((Number) Objects.requireNonNull(figures.get(name), name)).doubleValue();
        }
    }

    /// @throws IllegalStateException if the process fails; what it said has gone to standard error
    static Outcome run(List<String> overrides) {
        try {
            long start = System.nanoTime();
            Process process = new ProcessBuilder(command(overrides))
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
                return outcome(lines, start, process, overrides);
            } finally {
                process.destroy();
            }
        } catch (IOException failure) {
            throw new UncheckedIOException("Cannot run a training in a process of its own: " + failure.getMessage(), failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while a training was measured", interrupted);
        }
    }

    private static Outcome outcome(BufferedReader lines, long start, Process process, List<String> overrides)
            throws IOException, InterruptedException {
        Map<String, Object> figures = new LinkedHashMap<>();
        Map<String, Object> last = new LinkedHashMap<>();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            double seconds = (System.nanoTime() - start) / 1e9;
            last = JSON.readValue(line, OBJECT);
            if (last.containsKey("solved_steps") && !figures.containsKey("process_s")) {
                figures.put("process_s", seconds);
            }
        }
        if (process.waitFor() != 0 || !last.containsKey("engine")) {
            throw new IllegalStateException("The measured training ended with exit code " + process.exitValue()
                    + ", as told above. Its overrides: " + String.join(" ", overrides));
        }
        return outcome(last, figures);
    }

    private static Outcome outcome(Map<String, Object> told, Map<String, Object> seen) {
        Map<String, String> versions = new LinkedHashMap<>();
        ((Map<?, ?>) told.remove("versions")).forEach((name, version) -> versions.put(name.toString(), version.toString()));
        var engine = new Result.EngineUsed(
                (String) told.remove("engine"), (String) told.remove("device"), (int) told.remove("threads"), versions);
        told.putAll(seen);
        return new Outcome(engine, told);
    }

    private static List<String> command(List<String> overrides) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        for (String flag : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
            command.add(flag.replace("bench.jsa", "train.jsa")); // the launcher's archive of a training's classes
        }
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), TrainingProbe.class.getName()));
        command.addAll(overrides);
        return command;
    }
}
