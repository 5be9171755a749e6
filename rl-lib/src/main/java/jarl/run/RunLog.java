package jarl.run;

import jarl.run.checkpoint.Uninterrupted;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// `train.log`: what happened to a run and when, a line each, for a person who looks at it later. What is measured stands
/// in the metrics.
record RunLog(Path file) {
    /// Appends a line with the time.
    ///
    /// @throws UncheckedIOException if it cannot be written
    void note(String what) {
        String line = RunFiles.now() + " " + what + "\n";
        Uninterrupted.run(() -> append(line));
    }

    /// Appends a failure with its whole trace, which messages spare their readers.
    void note(Throwable failure) {
        var trace = new StringWriter();
        failure.printStackTrace(new PrintWriter(trace));
        note(trace.toString().stripTrailing());
    }

    private void append(String text) {
        try {
            Files.writeString(file, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException unwritable) {
            throw new UncheckedIOException("Cannot write " + file + ": " + unwritable.getMessage()
                    + ". Make room, then resume the run; its last checkpoint is whole.", unwritable);
        }
    }
}
