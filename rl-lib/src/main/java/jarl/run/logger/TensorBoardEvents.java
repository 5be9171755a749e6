package jarl.run.logger;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
        var summary = new Protobuf();
        for (Map.Entry<String, Number> value : row.values().entrySet()) {
            summary.message(1, new Protobuf()
                    .text(1, row.kind().label() + "/" + value.getKey())
                    .single(2, value.getValue().floatValue()));
        }
        record(event().whole(2, row.step()).message(5, summary));
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

    private static Protobuf summarized(Protobuf value) {
        return event().message(5, new Protobuf().message(1, value));
    }

    private static Protobuf metadata(String plugin, byte[] content) {
        return new Protobuf().message(1, new Protobuf().text(1, plugin).bytes(2, content));
    }

    private static Protobuf event() {
        return new Protobuf().real(1, System.currentTimeMillis() / 1e3);
    }

    private void record(Protobuf event) throws IOException {
        byte[] data = event.bytes();
        byte[] length = Protobuf.little(8).putLong(data.length).array();
        file.write(length);
        file.write(checksum(length));
        file.write(data);
        file.write(checksum(data));
    }

    private static byte[] checksum(byte[] data) {
        var crc = new CRC32C();
        crc.update(data);
        int value = (int) crc.getValue();
        return Protobuf.little(4).putInt(Integer.rotateRight(value, 15) + 0xa282ead8).array();
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
