package jarl.run;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/// Holds a run for the one who trains it. The operating system lets go of it when the process ends, however it ends.
final class RunLock implements AutoCloseable {
    private final FileChannel channel;

    private RunLock(FileChannel channel) {
        this.channel = channel;
    }

    /// Takes the run.
    ///
    /// @throws RunException if another training holds it, in this process or in another
    static RunLock take(Run run) {
        Path file = run.folder().path().resolve(".lock");
        try {
            FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (tryLock(channel) == null) {
                channel.close();
                throw new RunException(run + " is being trained by somebody else. Wait for its end, or stop it first.");
            }
            return new RunLock(channel);
        } catch (IOException failure) {
            throw new RunException("Cannot lock " + file + ": " + failure.getMessage(), failure);
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException ours) {
            return null;
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException gone) {
            throw new RunException("Cannot let go of the run's lock: " + gone.getMessage(), gone);
        }
    }
}
