package jarl.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.time.LocalDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Answers requests for configs, one JSON object a line, for tools and tests.
///
/// A request: `{"name", "mode": "run" | "multirun", "files": {path: text}, "config_name", "overrides": […],
/// "env"?: {…}, "clock"?: "2026-11-20T09:08:07", "schema"?: {name: {field: [type, default]}}}`.
///
/// An answer: `{"name", "resolved": {…}, "source": {…}}`, `{"name", "jobs": [{"overrides", "config" | "error",
/// "source"}], "source": {…}}` or `{"name", "error": {"kind", "message"}, "source": {}}`. `source` says for each dotted
/// key the file, `override: text` or `default of SCHEMA`; that of a sweep holds what all its jobs share. Every line
/// gets an answer, whatever stands in it.
public final class Batch {
    /// Characters of one request.
    private static final int LINE_LENGTH = 16_000_000;
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_INTEGER_FOR_INTS)
            .build();
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private Batch() {}

    /// Answers every line until the end of `requests`; each answer is flushed.
    ///
    /// @throws IOException if reading or writing fails
    public static void run(Reader requests, Writer answers) throws IOException {
        while (true) {
            StringBuilder line = new StringBuilder();
            boolean more = readLine(requests, line);
            if (!line.toString().isBlank()) {
                answers.write(answer(line.toString()));
                answers.write('\n');
                answers.flush();
            }
            if (!more) {
                return;
            }
        }
    }

    /// Reads up to the end of a line, and keeps no more of it than can be answered.
    private static boolean readLine(Reader from, StringBuilder into) throws IOException {
        int c = from.read();
        while (c >= 0 && c != '\n') {
            if (into.length() <= LINE_LENGTH) {
                into.append((char) c);
            }
            c = from.read();
        }
        return c >= 0;
    }

    /// The answer to one request, a line without its end.
    public static String answer(String request) {
        ObjectNode answer = JSON.objectNode();
        answer.putNull("name");
        try {
            if (request.length() > LINE_LENGTH) {
                throw bad("The request is longer than " + LINE_LENGTH + " characters.");
            }
            JsonNode json = MAPPER.readTree(request);
            if (!json.isObject()) {
                throw bad("A request is a JSON object.");
            }
            answer.set("name", json.path("name").isTextual() ? json.get("name") : JSON.nullNode());
            if ("multirun".equals(text(json, "mode", "run"))) {
                answerJobs(json, answer);
            } else {
                addConfig(composer(json).compose(configName(json), overrides(json)), "resolved", answer);
            }
        } catch (ConfigException e) {
            addError(e, answer);
        } catch (JsonProcessingException e) {
            addError(bad("The request is no JSON: " + e.getOriginalMessage()), answer);
        }
        return answer.toString();
    }

    private static void answerJobs(JsonNode request, ObjectNode answer) {
        List<Job> jobs = composer(request).expand(configName(request), overrides(request));
        ArrayNode list = answer.putArray("jobs");
        ObjectNode shared = null;
        for (Job job : jobs) {
            ObjectNode entry = list.addObject();
            ArrayNode overrides = entry.putArray("overrides");
            job.overrides().forEach(overrides::add);
            try {
                addConfig(job.config(), "config", entry);
                shared = shared == null ? entry.withObject("/source").deepCopy() : common(shared, entry.get("source"));
            } catch (ConfigException e) {
                addError(e, entry);
            }
        }
        answer.set("source", shared == null ? JSON.objectNode() : shared);
    }

    private static ObjectNode common(ObjectNode a, JsonNode b) {
        ObjectNode common = JSON.objectNode();
        a.properties().forEach(entry -> {
            if (entry.getValue().equals(b.get(entry.getKey()))) {
                common.set(entry.getKey(), entry.getValue());
            }
        });
        return common;
    }

    private static void addConfig(Config config, String field, ObjectNode answer) {
        answer.set(field, JsonValues.write(config.plain()));
        ObjectNode source = answer.putObject("source");
        config.origins().forEach((key, origin) -> source.put(key, source(origin)));
    }

    private static String source(Origin origin) {
        return origin instanceof Origin.File(var file, var line, var column) ? file : origin.describe();
    }

    private static void addError(ConfigException problem, ObjectNode answer) {
        answer.putObject("error").put("kind", problem.kind().toString()).put("message", problem.getMessage());
        answer.putObject("source");
    }

    private static Composer composer(JsonNode request) {
        Composer composer = Composer.overFiles(strings(request, "files")).environment(strings(request, "env"));
        String clock = text(request, "clock", "");
        if (!clock.isEmpty()) {
            composer = composer.clock(moment(clock));
        }
        for (Map.Entry<String, JsonNode> schema : object(request, "schema").properties()) {
            if (!schema.getValue().isObject()) {
                throw bad("The schema " + schema.getKey() + " must be an object.");
            }
            composer = composer.schema(schema.getKey(), BatchSchema.section(schema.getKey(), schema.getValue(), 0));
        }
        return composer;
    }

    private static LocalDateTime moment(String clock) {
        try {
            return LocalDateTime.parse(clock.replace(' ', 'T'));
        } catch (DateTimeParseException e) {
            throw bad("\"clock\" must be like 2026-11-20T09:08:07, not \"" + clock + "\".");
        }
    }

    private static String configName(JsonNode request) {
        return text(request, "config_name", "config");
    }

    private static List<String> overrides(JsonNode request) {
        JsonNode list = request.path("overrides");
        if (list.isMissingNode() || list.isNull()) {
            return List.of();
        }
        List<String> overrides = new ArrayList<>();
        for (JsonNode override : list) {
            if (!override.isTextual()) {
                throw bad("\"overrides\" must be a list of texts.");
            }
            overrides.add(override.textValue());
        }
        if (!list.isArray()) {
            throw bad("\"overrides\" must be a list of texts.");
        }
        return overrides;
    }

    private static String text(JsonNode request, String field, String fallback) {
        JsonNode value = request.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return fallback;
        }
        if (!value.isTextual()) {
            throw bad("\"" + field + "\" must be text.");
        }
        return value.textValue();
    }

    private static Map<String, String> strings(JsonNode request, String field) {
        Map<String, String> strings = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> entry : object(request, field).properties()) {
            if (!entry.getValue().isTextual()) {
                throw bad("\"" + entry.getKey() + "\" in \"" + field + "\" must be text.");
            }
            strings.put(entry.getKey(), entry.getValue().textValue());
        }
        return strings;
    }

    private static JsonNode object(JsonNode request, String field) {
        @Nullable JsonNode value = request.get(field);
        if (value == null || value.isNull()) {
            return JSON.objectNode();
        }
        if (!value.isObject()) {
            throw bad("\"" + field + "\" must be an object.");
        }
        return value;
    }

    private static ConfigException bad(String problem) {
        return new ConfigException(ErrorKind.BAD_REQUEST, problem);
    }
}
