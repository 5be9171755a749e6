package jarl.studio.bench;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What was measured, of one case of a measure.
///
/// @param measure its name
/// @param subject which case: `zoo`, `64 rows`
/// @param words   the figures as a person reads them
/// @param engine  what computed, and on what; null where no engine did
/// @param figures by the names that JSON gives them
public record Result(String measure, String subject, String words, @Nullable EngineUsed engine, Map<String, Object> figures) {

    public Result {
        figures = new LinkedHashMap<>(figures); // in order
    }

    /// An engine at work.
    ///
    /// @param name     `java` or `torch`
    /// @param device   `cpu`, `cuda:0`
    /// @param versions of the libraries, by name
    public record EngineUsed(String name, String device, int threads, Map<String, String> versions) {
        @Override
        public String toString() {
            String where = device.equals("cpu") ? name : name + " on " + device;
            return where + (threads == 1 ? ", 1 thread" : ", " + threads + " threads");
        }
    }

    /// All of it but the words, for one line of JSON.
    public Map<String, Object> fields() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("measure", measure);
        if (engine != null) {
            fields.put("engine", engine.name());
            fields.put("device", engine.device());
            fields.put("threads", engine.threads());
        }
        fields.putAll(figures);
        if (engine != null) {
            fields.put("versions", engine.versions());
        }
        return fields;
    }
}
