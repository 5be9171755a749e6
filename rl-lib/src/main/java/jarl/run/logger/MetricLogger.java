package jarl.run.logger;

import java.io.Closeable;
import java.io.IOException;
import java.util.Map;

/// Takes rows in the order they come. Used by one thread.
interface MetricLogger extends Closeable {
    void write(MetricRow row) throws IOException;

    /// Hands all rows to the operating system.
    ///
    /// @return how long each file is now that only ever grows at its end, in bytes, by its path in the run's folder
    Map<String, Long> flush() throws IOException;
}
