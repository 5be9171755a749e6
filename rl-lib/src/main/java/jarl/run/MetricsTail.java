package jarl.run;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The end of a run's metrics, line by line, while it grows. Reads only what it gives: a day's file costs as little as
/// a minute's.
public final class MetricsTail {
    private static final int BLOCK = 1 << 16;
    private static final int MOST = 1 << 24; // bytes of one answer, so that a long file does not fill the memory

    private final Path file;
    private long position;

    /// @param lines how many of those that are there to begin with, at least 0
    public MetricsTail(Run run, int lines) {
        if (lines < 0) {
            throw new IllegalArgumentException("The end of a file has 0 lines or more, not " + lines);
        }
        file = run.folder().metrics();
        position = Files.exists(file) ? startOfLast(lines) : 0;
    }

    /// From the first line on.
    public MetricsTail(Run run) {
        file = run.folder().metrics();
        position = 0;
    }

    /// The whole lines that were written since the last call, or as many as are told at once. Where the file is shorter than it was (a run was resumed
    /// from a checkpoint), what is written from now on.
    public List<String> next() {
        if (!Files.exists(file)) {
            return List.of();
        }
        try (var in = new RandomAccessFile(file.toFile(), "r")) {
            position = Math.min(position, in.length());
            in.seek(position);
            List<String> lines = new ArrayList<>();
            byte[] rest = new byte[0];
            long end = Math.min(in.length(), position + MOST);
            for (int read; (read = Math.toIntExact(Math.min(BLOCK, end - in.getFilePointer()))) > 0; ) {
                byte[] block = new byte[rest.length + read];
                System.arraycopy(rest, 0, block, 0, rest.length);
                in.readFully(block, rest.length, read);
                rest = split(block, lines);
            }
            position = in.getFilePointer() - rest.length;
            return lines;
        } catch (IOException failure) {
            throw new UncheckedIOException("Cannot read " + file + ": " + failure.getMessage(), failure);
        }
    }

    /// Adds the whole lines of a block.
    ///
    /// @return what follows the last of them
    private static byte[] split(byte[] block, List<String> lines) {
        int begin = 0;
        for (int i = 0; i < block.length; i++) {
            if (block[i] == '\n') {
                lines.add(new String(block, begin, i - begin, StandardCharsets.UTF_8));
                begin = i + 1;
            }
        }
        return java.util.Arrays.copyOfRange(block, begin, block.length);
    }

    /// Where the last `lines` whole lines begin, read from the end backwards.
    private long startOfLast(int lines) {
        try (var in = new RandomAccessFile(file.toFile(), "r")) {
            long end = in.length();
            int ends = 0;
            for (long to = end; to > 0; to -= Math.min(BLOCK, to)) {
                byte[] block = new byte[(int) Math.min(BLOCK, to)];
                in.seek(to - block.length);
                in.readFully(block);
                for (int i = block.length - 1; i >= 0; i--) {
                    if (block[i] == '\n' && ++ends > lines) {
                        return to - block.length + i + 1;
                    }
                }
            }
            return 0;
        } catch (IOException failure) {
            throw new UncheckedIOException("Cannot read " + file + ": " + failure.getMessage(), failure);
        }
    }
}
