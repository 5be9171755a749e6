package jarl.run.checkpoint;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/// Numbers of one type in a shape, as they lie in a file: little-endian, row-major.
///
/// @param shape `[]` is one number; its product times the type's bytes is the length of `data`
/// @param data  not copied: whoever hands it over keeps it as it is
public record Tensor(Type type, int[] shape, byte[] data) {

    /// The element types that Jarl writes, of those that safetensors knows.
    public enum Type {
        F32(4),
        F64(8),
        I64(8),
        I32(4),
        U8(1);

        private final int bytes;

        Type(int bytes) {
            this.bytes = bytes;
        }

        /// Bytes of one element.
        public int bytes() {
            return bytes;
        }
    }

    public Tensor {
        long needed = bytes(type, shape);
        if (needed != data.length) {
            throw new IllegalArgumentException(type + Arrays.toString(shape) + " takes " + needed + " bytes, not "
                    + data.length);
        }
    }

    public static Tensor of(float[] values, int... shape) {
        byte[] data = room(values.length, Type.F32);
        littleEndian(data).asFloatBuffer().put(values);
        return new Tensor(Type.F32, shape, data);
    }

    public static Tensor of(double[] values, int... shape) {
        byte[] data = room(values.length, Type.F64);
        littleEndian(data).asDoubleBuffer().put(values);
        return new Tensor(Type.F64, shape, data);
    }

    public static Tensor of(long[] values, int... shape) {
        byte[] data = room(values.length, Type.I64);
        littleEndian(data).asLongBuffer().put(values);
        return new Tensor(Type.I64, shape, data);
    }

    public static Tensor of(int[] values, int... shape) {
        byte[] data = room(values.length, Type.I32);
        littleEndian(data).asIntBuffer().put(values);
        return new Tensor(Type.I32, shape, data);
    }

    public static Tensor of(byte[] values, int... shape) {
        return new Tensor(Type.U8, shape, values.clone());
    }

    /// How many numbers it holds.
    public int count() {
        return data.length / type.bytes();
    }

    public float[] floats() {
        float[] values = new float[count()];
        read(Type.F32).asFloatBuffer().get(values);
        return values;
    }

    public double[] doubles() {
        double[] values = new double[count()];
        read(Type.F64).asDoubleBuffer().get(values);
        return values;
    }

    public long[] longs() {
        long[] values = new long[count()];
        read(Type.I64).asLongBuffer().get(values);
        return values;
    }

    public int[] ints() {
        int[] values = new int[count()];
        read(Type.I32).asIntBuffer().get(values);
        return values;
    }

    public byte[] bytes() {
        byte[] values = new byte[count()];
        read(Type.U8).get(values);
        return values;
    }

    /// Bytes that a tensor of this type and shape takes.
    ///
    /// @throws ArithmeticException if more than a `long` can say
    static long bytes(Type type, int[] shape) {
        long bytes = type.bytes();
        for (int size : shape) {
            bytes = Math.multiplyExact(bytes, (long) size);
        }
        return bytes;
    }

    private static byte[] room(int count, Type type) {
        if (count > Integer.MAX_VALUE / type.bytes()) {
            throw new IllegalArgumentException(
                    count + " numbers of " + type + " are more than the 2 GiB of one tensor");
        }
        return new byte[count * type.bytes()];
    }

    private static ByteBuffer littleEndian(byte[] data) {
        return ByteBuffer.wrap(data).order(ByteOrder.LITTLE_ENDIAN);
    }

    private ByteBuffer read(Type wanted) {
        if (type != wanted) {
            throw new IllegalStateException("A tensor of " + type + " was asked for " + wanted);
        }
        return littleEndian(data);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Tensor that
                && type == that.type
                && Arrays.equals(shape, that.shape)
                && Arrays.equals(data, that.data);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * type.hashCode() + Arrays.hashCode(shape)) + Arrays.hashCode(data);
    }

    @Override
    public String toString() {
        return type + Arrays.toString(shape);
    }
}
