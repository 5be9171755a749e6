package jarl.run;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/// Appends rows to `metrics.jsonl`, one flat JSON object a line. Lines reach the disk whole by [#flush]; a killed
/// process leaves at most its last line cut.
///
/// Values that are not finite are written as the strings `"NaN"`, `"Infinity"`, `"-Infinity"`, since JSON has no
/// numbers for them.
final class MetricsWriter implements Closeable {
    private static final int BUFFER = 1 << 16;
    private static final JsonFactory JSON = JsonFactory.builder()
            .disable(StreamWriteFeature.FLUSH_PASSED_TO_STREAM)
            .build();

    private final CountingStream stream;
    private final JsonGenerator json;

    /// @param file is appended to
    MetricsWriter(Path file) throws IOException {
        stream = new CountingStream(new FileOutputStream(file.toFile(), true), java.nio.file.Files.size(file));
        json = JSON.createGenerator(stream);
        json.setRootValueSeparator(new com.fasterxml.jackson.core.io.SerializedString(""));
    }

    void write(MetricRow row) throws IOException {
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

    /// Hands all rows to the operating system.
    ///
    /// @return the length of the file now, in bytes
    long flush() throws IOException {
        json.flush();
        stream.flush();
        return stream.position;
    }

    @Override
    public void close() throws IOException {
        json.close();
        stream.close();
    }

    private static final class CountingStream extends BufferedOutputStream {
        private long position;

        CountingStream(FileOutputStream file, long position) {
            super(file, BUFFER);
            this.position = position;
        }

        @Override
        public synchronized void write(int b) throws IOException {
            super.write(b);
            position++;
        }

        @Override
        public synchronized void write(byte[] bytes, int from, int count) throws IOException {
            super.write(bytes, from, count);
            position += count;
        }
    }
}
