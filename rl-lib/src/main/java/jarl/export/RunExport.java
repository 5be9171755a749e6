package jarl.export;

import jarl.run.Run;
import jarl.run.RunRecord;
import jarl.run.checkpoint.Checkpoint;
import java.nio.file.Path;
import java.util.Locale;

/// A run's policy, taken out into the run's own `exports/`.
///
/// @param file    what was written
/// @param checked how the file was held against the policy, for a person
public record RunExport(Path file, String checked) {
    /// Writes the policy of a checkpoint and holds the file against it.
    ///
    /// @param checkpoint `best`, `last`, or a step
    /// @param format     `onnx`, `safetensors`, or `page`: ONNX, and beside it a page in which the policy plays CartPole
    /// @throws IllegalArgumentException if the format is another
    /// @throws ExportException          if the file does not answer as the policy does (then no file is left), or a page
    ///                                  cannot be made
    public static RunExport export(Run run, String checkpoint, String format) {
        Checkpoint chosen = run.checkpoint(checkpoint);
        Path exports = run.folder().exports();
        return switch (format) {
            case "onnx" -> onnx(Exporter.onnx(chosen, exports, OnnxOptions.batched()));
            case "safetensors" -> new RunExport(Exporter.safetensors(chosen, exports), "read back bit for bit");
            case "page" -> page(run, chosen, onnx(Exporter.onnx(chosen, exports, OnnxOptions.batched())));
            default ->
                throw new IllegalArgumentException(
                        "A policy is exported to onnx, safetensors or a page, not to \"" + format + "\"");
        };
    }

    private static RunExport onnx(Exporter.Exported exported) {
        return new RunExport(
                exported.file(),
                String.format(
                        Locale.ROOT,
                        "ONNX Runtime answers %,d observations as the policy does, greatest difference %.1e",
                        exported.observations(),
                        exported.difference()));
    }

    private static RunExport page(Run run, Checkpoint checkpoint, RunExport onnx) {
        RunRecord record = run.record();
        String subject = String.format(
                Locale.ROOT, "Learnt by %s on %s, seed %d, in %,d steps",
                record.algorithm(), record.environment(), record.seed(), checkpoint.step());
        return new RunExport(CartPolePage.write(run.world(), subject, onnx.file()), onnx.checked());
    }

    @Override
    public String toString() {
        Path here = Path.of("").toAbsolutePath();
        Path shown = here.getRoot().equals(file.getRoot()) ? here.relativize(file) : file;
        return shown + "\n" + checked;
    }
}
