package jarl.run.logger;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The loggers of a run, fed together.
public final class Loggers implements Closeable {
    private final List<MetricLogger> loggers = new ArrayList<>();

    /// Opens those that the config asks for; they go on where their files end.
    ///
    /// @param step     of the checkpoint that the run goes on from: later rows are cut away where a file cannot be cut
    ///                 to a length; 0 for a new run
    /// @param settings of the run, by dotted key
    /// @param yaml     the run's config, as a person reads it
    /// @throws IOException if a file cannot be opened; none is open then
    public Loggers(LoggerConfig config, Path runFolder, long step, Map<String, ?> settings, String yaml) throws IOException {
        try {
            if (config.jsonl()) {
                loggers.add(new JsonLines(runFolder));
            }
            if (config.csv()) {
                loggers.add(new CsvFiles(runFolder, step));
            }
            if (config.tensorboard()) {
                loggers.add(new TensorBoardEvents(runFolder, settings, yaml));
            }
            if (config.console()) {
                loggers.add(new ConsoleLines(System.out));
            }
        } catch (IOException failure) {
            close();
            throw failure;
        }
    }

    public boolean isEmpty() {
        return loggers.isEmpty();
    }

    public void write(MetricRow row) throws IOException {
        for (MetricLogger logger : loggers) {
            logger.write(row);
        }
    }

    /// Hands all rows to the operating system.
    ///
    /// @return how long each file is now that only ever grows at its end, in bytes, by its path in the run's folder
    public Map<String, Long> flush() throws IOException {
        Map<String, Long> lengths = new TreeMap<>();
        for (MetricLogger logger : loggers) {
            lengths.putAll(logger.flush());
        }
        return lengths;
    }

    @Override
    public void close() throws IOException {
        for (MetricLogger logger : loggers) {
            logger.close();
        }
    }
}
