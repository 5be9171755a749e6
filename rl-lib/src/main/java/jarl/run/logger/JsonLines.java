package jarl.run.logger;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.io.SerializedString;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/// `metrics.jsonl`: one flat JSON object a line. Lines reach the disk whole by [#flush]; a killed process leaves at most
/// its last line cut.
///
/// Values that are not finite are written as the strings `"NaN"`, `"Infinity"`, `"-Infinity"`, since JSON has no
/// numbers for them.
final class JsonLines implements MetricLogger {
    static final String FILE = "metrics.jsonl";
    private static final JsonFactory JSON = JsonFactory.builder()
            .disable(StreamWriteFeature.FLUSH_PASSED_TO_STREAM)
            .build();

    private final GrowingFile stream;
    private final JsonGenerator json;

    JsonLines(Path runFolder) throws IOException {
        stream = new GrowingFile(runFolder.resolve(FILE));
        json = JSON.createGenerator(stream);
        json.setRootValueSeparator(new SerializedString(""));
    }

    @Override
    public void write(MetricRow row) throws IOException {
        json.writeStartObject();
        json.writeStringField("kind", row.kind().label());
        json.writeNumberField("step", row.step());
        for (Map.Entry<String, Number> value : row.values().entrySet()) {
            json.writeFieldName(value.getKey());
            number(value.getValue());
        }
        json.writeEndObject();
        json.writeRaw('\n');
    }

    private void number(Number value) throws IOException {
        switch (value) {
            case Integer i -> json.writeNumber(i);
            case Long l -> json.writeNumber(l);
            default -> json.writeNumber(value.doubleValue());
        }
    }

    @Override
    public Map<String, Long> flush() throws IOException {
        json.flush();
        stream.flush();
        return Map.of(FILE, stream.length());
    }

    @Override
    public void close() throws IOException {
        json.close();
        stream.close();
    }
}
