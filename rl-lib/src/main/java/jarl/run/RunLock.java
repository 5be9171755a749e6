package jarl.run;

import jarl.run.checkpoint.Uninterrupted;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// Holds a run for the one who trains it. The operating system lets go of it when the process ends, however it ends.
///
/// The file holds the process's number. Where a process closes any channel of a file, some systems drop all locks it has
/// on that file, so those of this process are remembered here and their files are not opened again.
final class RunLock implements AutoCloseable {
    private static final Set<Path> OURS = new HashSet<>();
    private static final int ATTEMPTS = 10; // who asks whether a run is held, holds it for a moment
    private static final long PAUSE = 20_000_000L; // ns

    private final Path file;
    private final FileChannel channel;

    private RunLock(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /// Takes the run.
    ///
    /// @throws RunException if another training holds it, in this process or in another
    static RunLock take(Run run) {
        var lock = new AtomicReference<@Nullable RunLock>();
        Uninterrupted.run(() -> { // an interrupt would close the file, and the run would stay queued
            for (int i = 0; i < ATTEMPTS && lock.get() == null; i++) {
                if (i > 0) {
                    LockSupport.parkNanos(PAUSE);
                }
                lock.set(attempt(run));
            }
        });
        RunLock taken = lock.get();
        if (taken != null) {
            return taken;
        }
        throw new RunException(run + " is being trained by somebody else. Wait for its end, or stop it first.");
    }

    private static @Nullable RunLock attempt(Run run) {
        Path file = file(run);
        synchronized (OURS) {
            if (OURS.contains(file)) {
                return null;
            }
            try {
                FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                if (channel.tryLock() == null) {
                    channel.close();
                    return null;
                }
                String process = Long.toString(ProcessHandle.current().pid());
                channel.truncate(0).write(ByteBuffer.wrap(process.getBytes(StandardCharsets.US_ASCII)));
                OURS.add(file);
                return new RunLock(file, channel);
            } catch (IOException failure) {
                throw new RunException("Cannot lock " + file + ": " + failure.getMessage(), failure);
            }
        }
    }

    /// The process that trains the run now, by its number.
    ///
    /// @return empty if nobody does
    static OptionalLong holder(Run run) {
        Path file = file(run);
        synchronized (OURS) {
            if (OURS.contains(file)) {
                return OptionalLong.of(ProcessHandle.current().pid());
            }
            if (!Files.isReadable(file)) {
                return OptionalLong.empty();
            }
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
                    FileLock lock = channel.tryLock(0, Long.MAX_VALUE, true)) {
                return lock == null ? number(Files.readString(file)) : OptionalLong.empty();
            } catch (IOException unreadable) {
                return OptionalLong.empty();
            }
        }
    }

    /// @return 0 where the holder has not written its number yet
    private static OptionalLong number(String text) {
        return OptionalLong.of(text.isBlank() ? 0 : Long.parseLong(text.strip()));
    }

    private static Path file(Run run) {
        return run.folder().path().resolve(".lock");
    }

    @Override
    public void close() {
        synchronized (OURS) {
            OURS.remove(file);
            try {
                channel.close();
            } catch (IOException gone) {
                throw new RunException("Cannot let go of the run's lock: " + gone.getMessage(), gone);
            }
        }
    }
}
