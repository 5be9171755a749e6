package jarl.kernel.runner;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import jarl.kernel.CellOutput;
import jarl.kernel.Json;
import jarl.kernel.display.DisplayBundle;
import jarl.kernel.java.FailureText;

/// Writes down what one cell brings forth, as a notebook keeps it. Threads that outlive the cell still write here.
final class Recorder implements CellOutput {
    private final Map<String, List<JsonObject>> displays;
    private final List<JsonObject> outputs = new ArrayList<>();
    private StringBuilder stream = new StringBuilder();
    private String streamName = "";
    private boolean clearBeforeNext;

    /// @param displays what the whole notebook shows, by id: a later cell may update an earlier one's display
    Recorder(Map<String, List<JsonObject>> displays) {
        this.displays = displays;
    }

    static Map<String, List<JsonObject>> displays() {
        return new HashMap<>();
    }

    @Override
    public void print(boolean toError, String text) {
        synchronized (displays) {
            clearIfDue();
            String name = toError ? "stderr" : "stdout";
            if (!name.equals(streamName)) {
                endStream();
                streamName = name;
            }
            stream.append(text);
        }
    }

    @Override
    public void show(String id, DisplayBundle bundle) {
        synchronized (displays) {
            JsonObject output = add("display_data", bundle);
            displays.computeIfAbsent(id, key -> new ArrayList<>()).add(output);
        }
    }

    @Override
    public void update(String id, DisplayBundle bundle) {
        synchronized (displays) {
            JsonObject content = Json.bundle(bundle);
            for (JsonObject output : displays.getOrDefault(id, List.of())) {
                output.add("data", content.get("data"));
                output.add("metadata", content.get("metadata"));
            }
        }
    }

    @Override
    public void clear(boolean wait) {
        synchronized (displays) {
            clearBeforeNext = true;
            if (!wait) {
                clearIfDue();
            }
        }
    }

    @Override
    public Object notebook() {
        return displays;
    }

    void result(DisplayBundle bundle, int executionCount) {
        synchronized (displays) {
            add("execute_result", bundle).addProperty("execution_count", executionCount);
        }
    }

    void error(FailureText failure) {
        synchronized (displays) {
            clearIfDue();
            endStream();
            var output = new JsonObject();
            output.addProperty("output_type", "error");
            output.addProperty("ename", failure.name());
            output.addProperty("evalue", failure.value());
            output.add("traceback", Json.array(failure.lines()));
            outputs.add(output);
        }
    }

    JsonArray outputs() {
        synchronized (displays) {
            endStream();
            return Json.array(outputs);
        }
    }

    private JsonObject add(String type, DisplayBundle bundle) {
        clearIfDue();
        endStream();
        JsonObject output = Json.bundle(bundle);
        output.addProperty("output_type", type);
        outputs.add(output);
        return output;
    }

    private void endStream() {
        if (!stream.isEmpty()) {
            var output = new JsonObject();
            output.addProperty("output_type", "stream");
            output.addProperty("name", streamName);
            output.add("text", Notebook.lines(stream.toString()));
            outputs.add(output);
            stream = new StringBuilder();
        }
        streamName = "";
    }

    private void clearIfDue() {
        if (clearBeforeNext) {
            clearBeforeNext = false;
            stream = new StringBuilder();
            streamName = "";
            outputs.clear();
        }
    }
}
