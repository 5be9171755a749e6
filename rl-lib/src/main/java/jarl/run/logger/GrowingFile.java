package jarl.run.logger;

import java.io.BufferedOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Writes at the end of a file and knows how long it is, what is still buffered included.
final class GrowingFile extends BufferedOutputStream {
    private static final int BUFFER = 1 << 16;

    private long length;

    /// @param file is made where it is missing
    GrowingFile(Path file) throws IOException {
        super(new FileOutputStream(file.toFile(), true), BUFFER);
        length = Files.size(file);
    }

    /// In bytes.
    long length() {
        return length;
    }

    @Override
    public synchronized void write(int b) throws IOException {
        super.write(b);
        length++;
    }

    @Override
    public synchronized void write(byte[] bytes, int from, int count) throws IOException {
        super.write(bytes, from, count);
        length += count;
    }
}
