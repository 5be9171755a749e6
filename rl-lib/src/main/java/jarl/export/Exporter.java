package jarl.export;

import jarl.run.checkpoint.AtomicFiles;
import jarl.run.checkpoint.Checkpoint;
import jarl.run.checkpoint.CheckpointException;
import jarl.run.checkpoint.PolicySpec;
import jarl.run.checkpoint.SavedPolicy;
import jarl.space.Box;
import jarl.space.Discrete;
import jarl.space.MultiDiscrete;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.IntStream;

/// Writes a policy for other programs.
///
/// ```java
/// var checkpoint = Checkpoints.of(run).best().orElseThrow().checkpoint();
/// var exported = Exporter.onnx(checkpoint.policy(), run.resolve("exports/policy.onnx"), OnnxOptions.batched());
/// ```
public final class Exporter {
    private static final int OBSERVATIONS = 1000;
    private static final long SEED = 1;

    private Exporter() {}

    /// A file that was written and checked.
    ///
    /// @param observations how many were asked of the file and of the policy
    /// @param difference   the greatest absolute difference between their outputs
    public record Exported(Path file, int observations, double difference) {
        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT, "%s: %d observations, greatest difference %.2g", file, observations, difference);
        }
    }

    /// Writes `exports/policy_model_step_N.onnx` of a checkpoint.
    ///
    /// @param exports the folder; made if it is not there
    /// @throws CheckpointException if the checkpoint is damaged
    /// @throws ExportException     if the file does not answer as the policy does
    public static Exported onnx(Checkpoint checkpoint, Path exports, OnnxOptions options) {
        return onnx(checkpoint.policy(), exports.resolve(checkpoint.name() + ".onnx"), options);
    }

    /// Writes a policy as ONNX, after ONNX Runtime has answered 1000 observations as the policy does.
    ///
    /// @throws ExportException      if it has not; then there is no file, not even one of before
    /// @throws UncheckedIOException if the file cannot be written
    public static Exported onnx(SavedPolicy policy, Path file, OnnxOptions options) {
        try {
            byte[] model = OnnxModel.bytes(policy, options);
            double difference = new OnnxCheck(policy, options, observations(policy.spec())).difference(model);
            write(file, out -> out.write(model));
            return new Exported(file, OBSERVATIONS, difference);
        } catch (ExportException failure) {
            delete(file);
            throw failure;
        }
    }

    /// Writes `exports/policy_model_step_N.safetensors` of a checkpoint.
    ///
    /// @param exports the folder; made if it is not there
    /// @throws CheckpointException if the checkpoint is damaged
    public static Path safetensors(Checkpoint checkpoint, Path exports) {
        return safetensors(checkpoint.policy(), exports.resolve(checkpoint.name() + ".safetensors"));
    }

    /// Writes a policy as safetensors with the names of [SavedPolicy], and reads it back.
    ///
    /// @throws ExportException      if what is read is not bit for bit the policy; then there is no file
    /// @throws UncheckedIOException if the file cannot be written
    public static Path safetensors(SavedPolicy policy, Path file) {
        write(file, policy::writeTo);
        if (!SavedPolicy.read(file).equals(policy)) {
            delete(file);
            throw new ExportException(file + " does not read back as it was written; no file was left");
        }
        return file;
    }

    private static void write(Path file, AtomicFiles.Content content) {
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            AtomicFiles.makeFolder(folder);
        }
        AtomicFiles.write(file, content);
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException failure) {
            throw new UncheckedIOException("Could not delete " + file + ", which is no good: " + failure, failure);
        }
    }

    /// Observations as the policy may meet them: even where the space is bounded, normal where it is not (around the
    /// normalizer's mean, if there is one).
    static List<float[]> observations(PolicySpec spec) {
        RandomGenerator random =
                RandomGeneratorFactory.of("L64X128MixRandom").create(SEED);
        return IntStream.range(0, OBSERVATIONS).mapToObj(i -> observation(spec, random)).toList();
    }

    private static float[] observation(PolicySpec spec, RandomGenerator random) {
        return switch (spec.observations()) {
            case Discrete discrete -> new float[] {random.nextInt(discrete.n())};
            case MultiDiscrete several -> {
                float[] row = new float[several.width()];
                for (int i = 0; i < row.length; i++) {
                    row[i] = random.nextInt(several.sizes()[i]);
                }
                yield row;
            }
            case Box box -> {
                float[] row = new float[box.width()];
                for (int i = 0; i < row.length; i++) {
                    row[i] = coordinate(spec, box.low()[i], box.high()[i], i, random);
                }
                yield row;
            }
        };
    }

    private static float coordinate(PolicySpec spec, float low, float high, int i, RandomGenerator random) {
        if (high - low <= 1000) {
            return low + random.nextFloat() * (high - low);
        }
        PolicySpec.Normalizer how = spec.normalizer();
        double mean = how == null ? 0 : how.mean()[i];
        double spread = how == null ? 1 : 3 * Math.sqrt(how.variance()[i]);
        return (float) Math.clamp(mean + spread * random.nextGaussian(), low, high);
    }
}
