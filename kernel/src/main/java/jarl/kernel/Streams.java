package jarl.kernel;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.WeakHashMap;
import jarl.kernel.display.Display;
import jarl.kernel.display.DisplaySink;
import org.jspecify.annotations.Nullable;

/// Standard input and output of the JVM, handed to the cell that the using thread works for; other threads keep the
/// JVM's own.
final class Streams {
    private static int users;
    private static @Nullable Saved saved;

    private Streams() {}

    private record Saved(PrintStream out, PrintStream err, InputStream in) {}

    /// Takes the streams over; each call wants its [#release].
    static synchronized void acquire() {
        if (users++ == 0) {
            var own = new Saved(System.out, System.err, System.in);
            saved = own;
            System.setOut(new PrintStream(new Routed(false, own.out), true, StandardCharsets.UTF_8));
            System.setErr(new PrintStream(new Routed(true, own.err), true, StandardCharsets.UTF_8));
            System.setIn(new Questions(own.in));
        }
    }

    /// Gives the streams back after the last user.
    static synchronized void release() {
        Saved own = saved;
        if (--users == 0 && own != null) {
            System.setOut(own.out);
            System.setErr(own.err);
            System.setIn(own.in);
            saved = null;
        }
    }

    private static @Nullable CellOutput cellOutput() {
        return Display.sink() instanceof CellOutput output ? output : null;
    }

    /// Bytes to text, per cell: a character cut between two writes is put together again.
    private static final class Routed extends OutputStream {
        private final boolean error;
        private final PrintStream otherwise;
        private final Map<DisplaySink, Text> texts = new WeakHashMap<>();

        Routed(boolean error, PrintStream otherwise) {
            this.error = error;
            this.otherwise = otherwise;
        }

        @Override
        public void write(int b) {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            CellOutput output = cellOutput();
            if (output == null) {
                otherwise.write(bytes, offset, length);
                return;
            }
            synchronized (this) {
                String text = texts.computeIfAbsent(output, sink -> new Text()).decode(bytes, offset, length);
                if (!text.isEmpty()) {
                    output.print(error, text);
                }
            }
        }

        @Override
        public void flush() {
            if (cellOutput() == null) {
                otherwise.flush();
            }
        }
    }

    private static final class Text {
        private final CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder()
                .onMalformedInput(CodingErrorAction.REPLACE)
                .onUnmappableCharacter(CodingErrorAction.REPLACE);
        private byte[] rest = new byte[0];

        String decode(byte[] bytes, int offset, int length) {
            var in = ByteBuffer.allocate(rest.length + length).put(rest).put(bytes, offset, length).flip();
            var out = CharBuffer.allocate(in.remaining());
            decoder.reset().decode(in, out, false);
            rest = new byte[in.remaining()];
            in.get(rest);
            return out.flip().toString();
        }
    }

    /// Standard input of a cell: each line is asked for.
    private static final class Questions extends InputStream {
        private final InputStream otherwise;
        private ByteBuffer line = ByteBuffer.allocate(0);

        Questions(InputStream otherwise) {
            this.otherwise = otherwise;
        }

        @Override
        public int read() throws IOException {
            var one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            CellOutput output = cellOutput();
            if (output == null) {
                return otherwise.read(into, offset, length);
            }
            if (!line.hasRemaining()) {
                line = ByteBuffer.wrap((answer(output) + "\n").getBytes(StandardCharsets.UTF_8));
            }
            int count = Math.min(length, line.remaining());
            line.get(into, offset, count);
            return count;
        }

        @Override
        public int available() {
            return line.remaining();
        }

        private static String answer(CellOutput output) throws InterruptedIOException {
            try {
                return output.ask("", false);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("interrupted while waiting for input");
            }
        }
    }
}
