/// Policies in forms that other programs read: ONNX and plain safetensors.
///
/// An export holds everything between an observation and an action, normalisation included, and is checked on the spot:
/// ONNX Runtime answers 1000 observations as [ReferencePolicy] does, or there is no file. ONNX Runtime's natives are
/// loaded by that check and by nothing else. May use [jarl.run], [jarl.network] and [jarl.space]. Start reading at
/// [Exporter].
@NullMarked
package jarl.export;

import org.jspecify.annotations.NullMarked;
