package jarl.kernel.magic;

import java.lang.foreign.MemorySegment;
import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.nio.ShortBuffer;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Memory outside of Java's heap that a value of the JDK stands for.
public final class NativeMemory {
    private NativeMemory() {}

    /// Bytes; 0 where the value lies in the heap.
    public static long of(@Nullable Object value) {
        return switch (value) {
            case MemorySegment segment when segment.isNative() -> segment.byteSize();
            case Buffer buffer when buffer.isDirect() -> (long) buffer.capacity() * width(buffer);
            case null, default -> 0;
        };
    }

    private static int width(Buffer buffer) {
        return switch (buffer) {
            case ByteBuffer own -> Byte.BYTES;
            case CharBuffer own -> Character.BYTES;
            case ShortBuffer own -> Short.BYTES;
            case IntBuffer own -> Integer.BYTES;
            case FloatBuffer own -> Float.BYTES;
            case LongBuffer own -> Long.BYTES;
            case DoubleBuffer own -> Double.BYTES;
        };
    }

    /// In words; nothing for nothing.
    static String words(long bytes) {
        if (bytes == 0) {
            return "";
        }
        return bytes < 1024 ? bytes + " B"
                : bytes < 1024 * 1024 ? String.format(Locale.ROOT, "%.1f KiB", bytes / 1024.0)
                : String.format(Locale.ROOT, "%.1f MiB", bytes / (1024.0 * 1024.0));
    }
}
