package jarl.kernel.protocol;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.List;
import java.util.Map;
import jarl.kernel.Json;
import jarl.kernel.java.FailureText;
import jarl.kernel.java.Help;
import org.jspecify.annotations.Nullable;

/// The contents of replies, as the protocol's specification lays them out.
final class Replies {
    private Replies() {}

    static JsonObject ok() {
        var content = new JsonObject();
        content.addProperty("status", "ok");
        return content;
    }

    static JsonObject kernelInfo() {
        JsonObject content = ok();
        content.addProperty("protocol_version", Wire.VERSION);
        content.addProperty("implementation", "jarl");
        content.addProperty("implementation_version", "0.1.0");
        content.add("language_info", Json.object(Map.of(
                "name", "java",
                "version", Runtime.version().toString(),
                "mimetype", "text/x-java-source",
                "file_extension", ".jshell",
                "pygments_lexer", "java",
                "codemirror_mode", "text/x-java")));
        content.addProperty("banner", "Java " + Runtime.version().feature() + " (Jarl)");
        content.add("help_links", Json.array(List.of(
                Map.of("text", "Java " + Runtime.version().feature() + " API",
                        "url", "https://docs.oracle.com/en/java/javase/" + Runtime.version().feature() + "/docs/api/"),
                Map.of("text", "The Java language", "url", "https://dev.java/learn/"))));
        content.addProperty("debugger", false);
        content.add("supported_features", new JsonArray());
        return content;
    }

    /// @param comms target by id
    static JsonObject comms(Map<String, String> comms) {
        var open = new JsonObject();
        comms.forEach((id, target) -> open.add(id, Json.object(Map.of("target_name", target))));
        JsonObject content = ok();
        content.add("comms", open);
        return content;
    }

    static JsonObject executed(int count, JsonObject userExpressions) {
        JsonObject content = ok();
        content.addProperty("execution_count", count);
        content.add("user_expressions", userExpressions);
        content.add("payload", new JsonArray());
        return content;
    }

    static JsonObject aborted(int count) {
        var content = new JsonObject();
        content.addProperty("status", "aborted");
        content.addProperty("execution_count", count);
        return content;
    }

    static JsonObject error(FailureText failure) {
        JsonObject content = errorOutput(failure);
        content.addProperty("status", "error");
        return content;
    }

    static JsonObject errorOutput(FailureText failure) {
        var content = new JsonObject();
        content.addProperty("ename", failure.name());
        content.addProperty("evalue", failure.value());
        content.add("traceback", Json.array(failure.lines()));
        return content;
    }

    static JsonObject completions(String text, int cursor, Help.Completions completions) {
        List<String> matches = completions.matches().entrySet().stream()
                .sorted(Map.Entry.<String, Boolean>comparingByValue().reversed())
                .map(Map.Entry::getKey)
                .toList();
        int start = CodePoints.fromJava(text, completions.from());
        int end = CodePoints.fromJava(text, cursor);
        JsonObject content = ok();
        content.add("matches", Json.array(matches));
        content.addProperty("cursor_start", start);
        content.addProperty("cursor_end", end);
        content.add("metadata", Json.object(Map.of("_jupyter_types_experimental", matches.stream()
                .map(match -> Map.of("text", match, "type", type(match), "start", start, "end", end))
                .toList())));
        return content;
    }

    /// What a completion is, as far as its form tells.
    private static String type(String match) {
        if (match.endsWith("(") || match.endsWith(")")) {
            return "function";
        }
        if (javax.lang.model.SourceVersion.isKeyword(match.strip())) {
            return "keyword";
        }
        return Character.isUpperCase(match.codePointAt(0)) ? "class" : "instance";
    }

    static JsonObject inspection(@Nullable String description) {
        JsonObject content = ok();
        content.addProperty("found", description != null);
        content.add("data", description == null ? new JsonObject() : Json.object(Map.of("text/plain", description)));
        content.add("metadata", new JsonObject());
        return content;
    }

    static JsonObject finished(Help.Finished finished) {
        var content = new JsonObject();
        switch (finished) {
            case Help.Finished.Complete() -> content.addProperty("status", "complete");
            case Help.Finished.Invalid() -> content.addProperty("status", "invalid");
            case Help.Finished.Incomplete(var indent) -> {
                content.addProperty("status", "incomplete");
                content.addProperty("indent", indent);
            }
        }
        return content;
    }
}
