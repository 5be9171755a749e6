package jarl.network.torch;

import ai.djl.Device;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.ndarray.types.SparseFormat;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.JniUtils;
import jarl.network.Rows;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// The ways of floats into tensors and back.
final class Memory {
    private static final int ALIGNMENT = 64;

    private Memory() {}

    /// A tensor of its own with these numbers.
    static PtNDArray tensor(PtNDManager memory, float[] values, long... shape) {
        ByteBuffer buffer = buffer(values.length);
        buffer.asFloatBuffer().put(values);
        return tensor(memory, buffer, shape);
    }

    /// Aligned as PyTorch aligns its own memory: the bits of a matrix product may depend on where its operands lie.
    private static ByteBuffer buffer(int floats) {
        int bytes = Math.multiplyExact(Math.max(floats, 1), Float.BYTES);
        return Arena.ofAuto().allocate(bytes, ALIGNMENT).asByteBuffer().order(ByteOrder.nativeOrder());
    }

    private static PtNDArray tensor(PtNDManager memory, ByteBuffer buffer, long... shape) {
        return JniUtils.createNdFromByteBuffer(
                memory, buffer, new Shape(shape), DataType.FLOAT32, SparseFormat.DENSE, memory.getDevice());
    }

    static PtNDArray zeros(PtNDManager memory, long... shape) {
        return JniUtils.createZerosNdArray(
                memory, new Shape(shape), DataType.FLOAT32, memory.getDevice(), SparseFormat.DENSE);
    }

    /// A tensor without dimensions. Made once where it can be: it costs more than the arithmetic it takes part in.
    static PtNDArray scalar(PtNDManager memory, double value) {
        return JniUtils.full(
                memory, new Shape(), value, DataType.FLOAT32, memory.getDevice(), SparseFormat.DENSE);
    }

    /// Copies a contiguous tensor out.
    static void read(PtNDArray tensor, float[] into, int count) {
        if (tensor.getManager().getDevice().equals(Device.cpu())) {
            JniUtils.getByteBuffer(tensor, true).order(ByteOrder.nativeOrder()).asFloatBuffer().get(into, 0, count);
            return;
        }
        PtNDArray host = JniUtils.to(tensor, DataType.FLOAT32, Device.cpu());
        try {
            JniUtils.getByteBuffer(host, true).order(ByteOrder.nativeOrder()).asFloatBuffer().get(into, 0, count);
        } finally {
            host.getManager().close(); // made for this copy alone
        }
    }

    static float number(PtNDArray scalar) {
        float[] one = new float[1];
        read(scalar, one, 1);
        return one[0];
    }

    /// Copies `values` over all of `target`, and every view of it sees them.
    static void copy(PtNDArray target, PtNDArray values, int size) {
        JniUtils.indexSet(target, values, new long[] {0}, new long[] {size}, new long[] {1});
    }

    /// A place outside the Java heap from which rows become tensors; on the CPU the tensor lies right in it, so a
    /// stage serves one tensor at a time.
    static final class Stage {
        private ByteBuffer buffer = buffer(1);

        PtNDArray tensor(PtNDManager memory, Rows rows) {
            int size = rows.count() * rows.width();
            if (buffer.capacity() < (long) size * Float.BYTES) {
                buffer = buffer(size);
            }
            buffer.asFloatBuffer().put(rows.data(), 0, size);
            return Memory.tensor(memory, buffer, rows.count(), rows.width());
        }
    }
}
