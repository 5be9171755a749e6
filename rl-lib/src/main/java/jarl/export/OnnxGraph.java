package jarl.export;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;

/// A graph of ONNX operators that is put together node by node. Each method that adds a node returns the name of what
/// the node gives.
final class OnnxGraph {
    /// How the axis of rows is called where its length is open.
    private static final String BATCH = "batch";

    private final GraphProto.Builder graph = GraphProto.newBuilder();
    private int nodes;

    GraphProto build(String name) {
        return graph.setName(name).build();
    }

    /// An input of floats; the first axis is the rows where `batched`.
    String input(String name, boolean batched, int... shape) {
        graph.addInput(value(name, TensorProto.DataType.FLOAT, batched, shape));
        return name;
    }

    void output(String name, String from, TensorProto.DataType type, boolean batched, int... shape) {
        graph.addNode(NodeProto.newBuilder()
                .setOpType("Identity")
                .setName(name + "/Identity")
                .addInput(from)
                .addOutput(name));
        graph.addOutput(value(name, type, batched, shape));
    }

    private static ValueInfoProto value(String name, TensorProto.DataType type, boolean batched, int... shape) {
        var axes = TensorShapeProto.newBuilder();
        if (batched) {
            axes.addDim(TensorShapeProto.Dimension.newBuilder().setDimParam(BATCH));
        }
        for (int size : shape) {
            axes.addDim(TensorShapeProto.Dimension.newBuilder().setDimValue(size));
        }
        var tensor = TypeProto.Tensor.newBuilder().setElemType(type.getNumber()).setShape(axes);
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder().setTensorType(tensor))
                .build();
    }

    /// Floats that belong to the model.
    String floats(String name, float[] values, int... shape) {
        ByteBuffer bytes = littleEndian(values.length * Float.BYTES);
        bytes.asFloatBuffer().put(values);
        return constant(name, TensorProto.DataType.FLOAT, bytes, shape);
    }

    /// Whole numbers that belong to the model: axes, sizes.
    String longs(String name, long... values) {
        ByteBuffer bytes = littleEndian(values.length * Long.BYTES);
        bytes.asLongBuffer().put(values);
        return constant(name, TensorProto.DataType.INT64, bytes, values.length);
    }

    private static ByteBuffer littleEndian(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private String constant(String name, TensorProto.DataType type, ByteBuffer bytes, int... shape) {
        boolean known = graph.getInitializerList().stream().anyMatch(tensor -> tensor.getName().equals(name));
        if (!known) {
            graph.addInitializer(TensorProto.newBuilder()
                    .setName(name)
                    .setDataType(type.getNumber())
                    .addAllDims(Arrays.stream(shape).asLongStream().boxed().toList())
                    .setRawData(ByteString.copyFrom(bytes)));
        }
        return name;
    }

    String node(String operator, List<String> inputs, AttributeProto... attributes) {
        String name = operator + "_" + nodes++;
        graph.addNode(NodeProto.newBuilder()
                .setOpType(operator)
                .setName(name)
                .addAllInput(inputs)
                .addOutput(name)
                .addAllAttribute(List.of(attributes)));
        return name;
    }

    String node(String operator, String... inputs) {
        return node(operator, List.of(inputs));
    }

    /// The columns `[begin, end)` of rows.
    String columns(String rows, int begin, int end) {
        return node("Slice", rows, longs("i" + begin, begin), longs("i" + end, end), longs("i1", 1));
    }

    /// Rows side by side.
    String sideBySide(List<String> rows) {
        return rows.size() == 1 ? rows.getFirst() : node("Concat", rows, integer("axis", 1));
    }

    static AttributeProto integer(String name, long value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeProto.AttributeType.INT)
                .setI(value)
                .build();
    }

    static AttributeProto real(String name, float value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeProto.AttributeType.FLOAT)
                .setF(value)
                .build();
    }

    static AttributeProto integers(String name, long... values) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeProto.AttributeType.INTS)
                .addAllInts(Arrays.stream(values).boxed().toList())
                .build();
    }
}
