package jarl.run.checkpoint;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.ReadOnlyFileSystemException;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/// Files that a reader sees as they were before or as they are now, never in between: whatever kills the process,
/// fills the disk or cuts the power. A file is written beside under a hidden name that ends in `.partial`, forced to
/// the disk, and moved over the old one.
public final class AtomicFiles {
    private static final String PARTIAL = ".partial";
    private static final AtomicLong WRITTEN = new AtomicLong();

    private AtomicFiles() {}

    /// What goes into a file.
    @FunctionalInterface
    public interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    /// Writes or replaces a file.
    ///
    /// @throws UncheckedIOException if it cannot be written; what stood there before still stands there, and the
    ///     message says what to do
    public static void write(Path file, String text) {
        write(file, text.getBytes(StandardCharsets.UTF_8));
    }

    /// Writes or replaces a file.
    ///
    /// @throws UncheckedIOException as in [#write(Path, String)]
    public static void write(Path file, byte[] bytes) {
        write(file, out -> out.write(bytes));
    }

    /// Writes or replaces a file.
    ///
    /// @throws UncheckedIOException as in [#write(Path, String)]
    public static void write(Path file, Content content) {
        Path beside = beside(file);
        try {
            writeForced(beside, content);
            move(beside, file);
        } catch (IOException failure) {
            throw explained("write " + file, failure, folderOf(file));
        } finally {
            removeQuietly(beside);
        }
    }

    /// Makes a folder, with those above it, where it is not there yet.
    ///
    /// @throws UncheckedIOException if it cannot be made
    public static void makeFolder(Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException failure) {
            throw explained("make the folder " + folder, failure, folderOf(folder));
        }
    }

    /// Cuts a file that only ever grows back to its first `length` bytes.
    ///
    /// @throws CheckpointException  if the file is missing or shorter than that
    /// @throws UncheckedIOException if it cannot be cut
    public static void cut(Path file, long length) {
        requireLength(file, length);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(length);
            channel.force(true);
        } catch (IOException failure) {
            throw explained("cut " + file, failure, folderOf(file));
        }
    }

    /// @throws CheckpointException if the file is missing or shorter
    static void requireLength(Path file, long length) {
        long size;
        try {
            size = Files.size(file);
        } catch (IOException missing) {
            throw new CheckpointException(
                    file + " is missing, but had " + length + " bytes when the checkpoint was written", missing);
        }
        if (size < length) {
            throw new CheckpointException(file + " has " + size + " bytes, but had " + length
                    + " when the checkpoint was written: it was cut or replaced since");
        }
    }

    /// Removes what killed writes have left in a folder. Only for who owns the folder: a write in progress would be
    /// lost.
    public static void removeLeftovers(Path folder) {
        for (Path leftover : children(folder)) {
            if (isPartial(leftover)) {
                removeQuietly(leftover);
            }
        }
    }

    /// A hidden name beside this one that no other write uses.
    public static Path beside(Path file) {
        String unique = ProcessHandle.current().pid() + "-" + WRITTEN.incrementAndGet();
        return file.resolveSibling("." + file.getFileName() + "." + unique + PARTIAL);
    }

    static boolean isPartial(Path path) {
        String name = path.getFileName().toString();
        return name.startsWith(".") && name.endsWith(PARTIAL);
    }

    /// Writes a new file and forces it to the disk.
    static void writeForced(Path file, Content content) throws IOException {
        try (FileChannel channel =
                FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW)) {
            OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16);
            content.writeTo(out);
            out.flush();
            channel.force(true);
        }
    }

    /// Moves a file or folder to a name in the same folder, so that the new name survives a power cut.
    public static void move(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        forceFolder(folderOf(to));
    }

    /// Forces the names in a folder to the disk. Windows keeps them by itself and refuses to open a folder.
    static void forceFolder(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (AccessDeniedException refused) {
            if (!System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("windows")) {
                throw refused;
            }
        }
    }

    public static Path folderOf(Path path) {
        return Objects.requireNonNull(path.toAbsolutePath().getParent(), "a root is no file");
    }

    static List<Path> children(Path folder) {
        try (Stream<Path> children = Files.list(folder)) {
            return children.sorted().toList();
        } catch (NoSuchFileException none) {
            return List.of();
        } catch (IOException failure) {
            throw explained("list " + folder, failure, folder);
        }
    }

    /// Removes a file, link or folder with all in it.
    public static void remove(Path path) throws IOException {
        if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
            for (Path child : children(path)) {
                remove(child);
            }
        }
        Files.deleteIfExists(path);
    }

    /// Removes what the next [#removeLeftovers] would remove as well: a failure here loses nothing.
    public static void removeQuietly(Path path) {
        try {
            remove(path);
        } catch (IOException | UncheckedIOException left) {
            // stays until the next owner of the folder tidies up
        }
    }

    /// The same failure with what was tried, where, and what to do.
    public static UncheckedIOException explained(String what, IOException failure, Path where) {
        String message = "Could not " + what + ": " + reason(failure, where);
        return new UncheckedIOException(message, failure);
    }

    private static String reason(IOException failure, Path where) {
        String said = String.valueOf(failure.getMessage());
        String lower = said.toLowerCase(Locale.ROOT);
        if (lower.contains("no space left") || lower.contains("not enough space")) {
            return "the disk is full (" + free(where) + " free in " + where
                    + "). What was there before is unchanged. Free some space, or write to another disk";
        }
        if (lower.contains("quota")) {
            return "your disk quota is used up in " + where
                    + ". What was there before is unchanged. Free some space, or write to another disk";
        }
        if (lower.contains("read-only")) {
            return "the disk of " + where + " is read-only. Write to another disk";
        }
        if (failure instanceof AccessDeniedException) {
            return "no permission to write in " + where + ". Change its permissions, or write elsewhere";
        }
        if (failure instanceof NoSuchFileException) {
            return "the folder " + where + " is not there; was it deleted or moved?";
        }
        return failure.getClass().getSimpleName() + ", " + said;
    }

    private static String free(Path where) {
        try {
            return (Files.getFileStore(where).getUsableSpace() >> 20) + " MiB";
        } catch (IOException | ReadOnlyFileSystemException unknown) {
            return "an unknown amount";
        }
    }
}
