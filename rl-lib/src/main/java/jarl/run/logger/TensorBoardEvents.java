package jarl.run.logger;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/// A folder `tensorboard` with an event file: each measure a scalar under `<kind>/<name>`, the config as text, and its
/// values as the run's hyperparameters.
///
/// Records are framed as in TFRecord files: length, masked CRC-32C of it, data, masked CRC-32C of them.
///
/// @see <a href="https://github.com/tensorflow/tensorflow/blob/master/tensorflow/core/util/event.proto">event.proto</a>
/// @see <a href="https://github.com/tensorflow/tensorboard/blob/master/tensorboard/plugins/hparams/plugin_data.proto">
///     plugin_data.proto</a>
final class TensorBoardEvents implements MetricLogger {
    private static final String FOLDER = "tensorboard";
    private static final String PREFIX = "events.out.tfevents.";
    private static final int STRING_TENSOR = 7; // DT_STRING

    private final String name;
    private final GrowingFile file;
    private final Map<MetricRow.Kind, Map<String, byte[]>> tagsOf = new EnumMap<>(MetricRow.Kind.class);
    private final Protobuf event = new Protobuf(); // these are written anew for each row
    private final Protobuf summary = new Protobuf();
    private final Protobuf scalar = new Protobuf();
    private final Protobuf frame = new Protobuf();
    private final CRC32C crc = new CRC32C();

    /// @param settings of the run, by dotted key
    /// @param yaml     its config, as a person reads it
    TensorBoardEvents(Path runFolder, Map<String, ?> settings, String yaml) throws IOException {
        Path folder = Files.createDirectories(runFolder.resolve(FOLDER));
        Path existing = existing(folder);
        Path events = existing == null ? folder.resolve(PREFIX + System.currentTimeMillis() / 1000 + ".jarl") : existing;
        name = FOLDER + "/" + events.getFileName();
        file = new GrowingFile(events);
        if (file.length() == 0) {
            record(event().text(3, "brain.Event:2"));
            text("config", "```yaml\n" + yaml + "```");
            hyperparameters(settings);
        }
    }

    /// A resumed run goes on in its file.
    private static @Nullable Path existing(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(path -> path.getFileName().toString().startsWith(PREFIX)).sorted().findFirst().orElse(null);
        }
    }

    @Override
    public void write(MetricRow row) throws IOException {
        Map<String, byte[]> tags = tagsOf.computeIfAbsent(row.kind(), _ -> new HashMap<>());
        summary.clear();
        for (Map.Entry<String, Number> measure : row.values().entrySet()) {
            byte[] tag = tags.computeIfAbsent(measure.getKey(), name -> tag(row.kind(), name));
            summary.message(1, scalar.clear().bytes(1, tag).single(2, measure.getValue().floatValue()));
        }
        record(event().whole(2, row.step()).message(5, summary));
    }

    private static byte[] tag(MetricRow.Kind kind, String name) {
        return (kind.label() + "/" + name).getBytes(StandardCharsets.UTF_8);
    }

    private void text(String tag, String markdown) throws IOException {
        var shape = new Protobuf().message(2, new Protobuf().whole(1, 1));
        var tensor = new Protobuf().whole(1, STRING_TENSOR).message(2, shape).text(8, markdown);
        record(summarized(value(tag, metadata("text", new byte[0])).message(8, tensor)));
    }

    private void hyperparameters(Map<String, ?> settings) throws IOException {
        var session = new Protobuf();
        settings.forEach((key, value) ->
                session.message(1, new Protobuf().text(1, key).message(2, setting(value))));
        session.real(5, System.currentTimeMillis() / 1e3);
        byte[] content = new Protobuf().message(3, session).bytes();
        record(summarized(value("_hparams_/session_start_info", metadata("hparams", content))));
    }

    /// A `google.protobuf.Value`.
    private static Protobuf setting(@Nullable Object value) {
        return switch (value) {
            case Number number -> new Protobuf().real(2, number.doubleValue());
            case Boolean flag -> new Protobuf().whole(4, flag ? 1 : 0);
            case null -> new Protobuf().text(3, "null");
            default -> new Protobuf().text(3, value.toString());
        };
    }

    /// A `Summary.Value`.
    private static Protobuf value(String tag, Protobuf metadata) {
        return new Protobuf().text(1, tag).message(9, metadata);
    }

    private Protobuf summarized(Protobuf value) {
        return event().message(5, new Protobuf().message(1, value));
    }

    private static Protobuf metadata(String plugin, byte[] content) {
        return new Protobuf().message(1, new Protobuf().text(1, plugin).bytes(2, content));
    }

    private Protobuf event() {
        return event.clear().real(1, System.currentTimeMillis() / 1e3);
    }

    private void record(Protobuf data) throws IOException {
        writeChecked(frame.clear().little(data.length(), 8));
        writeChecked(data);
    }

    /// Writes bytes and their masked checksum.
    private void writeChecked(Protobuf bytes) throws IOException {
        crc.reset();
        bytes.addTo(crc);
        bytes.writeTo(file);
        int value = (int) crc.getValue();
        frame.clear().little(Integer.rotateRight(value, 15) + 0xa282ead8, 4).writeTo(file);
    }

    @Override
    public Map<String, Long> flush() throws IOException {
        file.flush();
        return Map.of(name, file.length());
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
