package jarl.run.logger;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.Checksum;

/// Writes one message in the wire format of Protocol Buffers, field by field: the little of it that event files need.
///
/// @see <a href="https://protobuf.dev/programming-guides/encoding/">Encoding</a>
final class Protobuf {
    private static final int VARINT = 0;
    private static final int FIXED_64 = 1;
    private static final int LENGTH = 2;
    private static final int FIXED_32 = 5;

    private byte[] written = new byte[64];
    private int length;

    Protobuf whole(int field, long value) {
        key(field, VARINT);
        varint(value);
        return this;
    }

    Protobuf real(int field, double value) {
        key(field, FIXED_64);
        little(Double.doubleToRawLongBits(value), 8);
        return this;
    }

    Protobuf single(int field, float value) {
        key(field, FIXED_32);
        little(Float.floatToRawIntBits(value), 4);
        return this;
    }

    Protobuf text(int field, String value) {
        return bytes(field, value.getBytes(StandardCharsets.UTF_8));
    }

    Protobuf message(int field, Protobuf value) {
        return bytes(field, value.written, value.length);
    }

    Protobuf bytes(int field, byte[] value) {
        return bytes(field, value, value.length);
    }

    private Protobuf bytes(int field, byte[] value, int count) {
        key(field, LENGTH);
        varint(count);
        room(count);
        System.arraycopy(value, 0, written, length, count);
        length += count;
        return this;
    }

    /// `bytes` bytes of a number, the lowest first, without a field: not a message's, but a record's around it.
    Protobuf little(long bits, int bytes) {
        room(bytes);
        for (int shift = 0; shift < 8 * bytes; shift += 8) {
            written[length++] = (byte) (bits >>> shift);
        }
        return this;
    }

    /// Empties the message, to be written anew without a new buffer.
    Protobuf clear() {
        length = 0;
        return this;
    }

    int length() {
        return length;
    }

    byte[] bytes() {
        return Arrays.copyOf(written, length);
    }

    void addTo(Checksum checksum) {
        checksum.update(written, 0, length);
    }

    void writeTo(OutputStream out) throws IOException {
        out.write(written, 0, length);
    }

    private void key(int field, int type) {
        varint(((long) field << 3) | type);
    }

    private void varint(long value) {
        room(10); // the longest
        long left = value;
        while ((left & ~0x7fL) != 0) {
            written[length++] = (byte) ((left & 0x7f) | 0x80);
            left >>>= 7;
        }
        written[length++] = (byte) left;
    }

    private void room(int more) {
        if (length + more > written.length) {
            written = Arrays.copyOf(written, Math.max(2 * written.length, length + more));
        }
    }
}
