package jarl.run;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import jarl.config.Composer;
import jarl.config.Config;
import jarl.run.checkpoint.AtomicFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The small files of a run's folder.
final class RunFiles {
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private RunFiles() {}

    static String now() {
        return OffsetDateTime.now(ZoneId.systemDefault()).truncatedTo(ChronoUnit.MILLIS).toString();
    }

    /// The config as composed and as resolved, the overrides, and where each value came from.
    static void writeConfig(RunFolder folder, Config config) {
        try {
            Files.createDirectories(folder.configFolder());
            AtomicFiles.write(folder.config(), config.toYaml());
            AtomicFiles.write(folder.resolvedConfig(), config.toResolvedYaml());
            AtomicFiles.write(folder.overrides(), yamlList(config));
            Map<String, String> origins = new LinkedHashMap<>();
            config.origins().forEach((key, origin) -> origins.put(key, origin.describe()));
            AtomicFiles.write(folder.provenance(), JSON.writeValueAsString(origins) + "\n");
        } catch (IOException failure) {
            throw new UncheckedIOException("Cannot write the config into " + folder.path() + ": " + failure.getMessage(),
                    failure);
        }
    }

    /// The config that a run was made from, as it was resolved then.
    ///
    /// @throws RunException if it is missing
    static Config config(Run run) {
        RunFolder folder = run.folder();
        if (!Files.isRegularFile(folder.resolvedConfig())) {
            throw new RunException(
                    run + " has no " + folder.resolvedConfig() + ", so what it was made from is not known");
        }
        return Composer.over(folder.configFolder()).compose("config_resolved", List.of());
    }

    /// Removes what a process that is gone has left.
    ///
    /// @param rows also its rows, since it ended before its first checkpoint
    static void forget(RunFolder folder, boolean rows) {
        List<String> left = rows ? List.of("metrics.jsonl", "csv", "tensorboard") : List.of();
        try {
            Files.deleteIfExists(folder.exitCode());
            for (String name : left) {
                AtomicFiles.remove(folder.path().resolve(name));
            }
        } catch (IOException failure) {
            throw new UncheckedIOException("Cannot tidy " + folder.path() + ": " + failure.getMessage(), failure);
        }
    }

    /// The config that a run was made from, with some values changed; interpolations in it follow.
    ///
    /// @param overrides `key=value`, `+key=value`, `~key`
    /// @throws RunException if it is missing
    static Config config(Run run, List<String> overrides) {
        RunFolder folder = run.folder();
        if (!Files.isRegularFile(folder.config())) {
            throw new RunException(run + " has no " + folder.config() + ", so what it was made from is not known");
        }
        return Composer.over(folder.configFolder()).compose("config", overrides);
    }

    private static String yamlList(Config config) throws IOException {
        if (config.overrides().isEmpty()) {
            return "[]\n";
        }
        var lines = new StringBuilder();
        for (String override : config.overrides()) {
            lines.append("- ").append(JSON.writeValueAsString(override)).append('\n'); // JSON's strings are YAML's
        }
        return lines.toString();
    }

    /// What `run.json` says of a failure.
    static String oneLine(Throwable failure) {
        String message = failure.getMessage();
        return message == null ? failure.getClass().getSimpleName() : message.lines().findFirst().orElse("");
    }
}
