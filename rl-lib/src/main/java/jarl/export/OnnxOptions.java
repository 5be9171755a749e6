package jarl.export;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;

/// What an ONNX file is for.
///
/// @param form  which inputs and outputs it has
/// @param opset 13 to 17; the file's IR version is 8, which every ONNX Runtime since 1.10 reads
public record OnnxOptions(Form form, int opset) {
    private static final int DEFAULT_OPSET = 17;

    /// The names and ranks of a model's inputs and outputs.
    public sealed interface Form {}

    /// Rows in, rows out: `observation` `[batch, width]`, and outputs as [OnnxModel] names them.
    public record Batched() implements Form {}

    /// One observation without a batch axis: `observation` `[width]`, each output of rank 1.
    public record Single() implements Form {}

    /// What the Godot RL Agents plugin loads: `state_ins` `[batch]` and one input `[batch, width]` for each key of the
    /// game's observation; `output` `[batch, n]` and `state_outs`, which is `state_ins`.
    ///
    /// @param keys widths by name, in the order in which they make up the observation; empty: one key, `obs`
    public record Godot(SequencedMap<String, Integer> keys) implements Form {
        public Godot {
            keys = new LinkedHashMap<>(keys);
        }
    }

    public OnnxOptions {
        if (opset < 13 || opset > 17) {
            throw new IllegalArgumentException("The opset is 13 to 17, not " + opset);
        }
    }

    /// Rows, opset 17.
    public static OnnxOptions batched() {
        return new OnnxOptions(new Batched(), DEFAULT_OPSET);
    }

    /// One observation, opset 17.
    public static OnnxOptions single() {
        return new OnnxOptions(new Single(), DEFAULT_OPSET);
    }

    /// For the Godot RL Agents plugin: the observation under the key `obs`, opset 17.
    public static OnnxOptions godot() {
        return new OnnxOptions(new Godot(new LinkedHashMap<>(Map.of())), DEFAULT_OPSET);
    }
}
