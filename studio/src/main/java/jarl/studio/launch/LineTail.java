package jarl.studio.launch;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The lines that are appended to a file, each told once and only when it is whole.
final class LineTail {
    private static final int PIECE = 1 << 16;
    private static final int MOST = 1 << 24; // bytes at a time, so that a long file does not fill the memory

    private final Path file;
    private long position; // behind the last whole line that was told

    LineTail(Path file) {
        this.file = file;
    }

    /// Whole lines since the last call; from the start again where the file has been cut behind that point.
    List<String> newLines() {
        try (SeekableByteChannel channel = Files.newByteChannel(file)) {
            if (channel.size() < position) {
                position = 0;
            }
            return lines(read(channel.position(position)));
        } catch (NoSuchFileException notYet) {
            return List.of();
        } catch (IOException failure) {
            throw new UncheckedIOException("Cannot read " + file + ": " + failure.getMessage(), failure);
        }
    }

    private static byte[] read(SeekableByteChannel channel) throws IOException {
        var bytes = new ByteArrayOutputStream();
        ByteBuffer piece = ByteBuffer.allocate(PIECE);
        while (bytes.size() < MOST && channel.read(piece) >= 0) {
            bytes.write(piece.array(), 0, piece.position());
            piece.clear();
        }
        return bytes.toByteArray();
    }

    private List<String> lines(byte[] bytes) {
        List<String> lines = new ArrayList<>();
        int start = 0;
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == '\n') {
                lines.add(new String(bytes, start, i - start, StandardCharsets.UTF_8));
                start = i + 1;
            }
        }
        position += start;
        return lines;
    }
}
