package jarl.run.checkpoint;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// One checkpoint's folder, `policy_model_step_N`. That it is listed does not mean that it is whole: reading says.
///
/// @param step environment steps taken when it was written
public record Checkpoint(long step, Path folder) {
    private static final String PREFIX = "policy_model_step_";
    private static final Pattern NAME = Pattern.compile(PREFIX + "(0|[1-9]\\d{0,17})");

    static String name(long step) {
        return PREFIX + step;
    }

    /// The checkpoint that this folder is by its name.
    static Optional<Checkpoint> named(Path folder) {
        Matcher matcher = NAME.matcher(String.valueOf(folder.getFileName()));
        return matcher.matches()
                ? Optional.of(new Checkpoint(Long.parseLong(matcher.group(1)), folder))
                : Optional.empty();
    }

    /// The checkpoint at a path, wherever it lies: a folder, or what `policy_model_best` points at.
    ///
    /// @throws CheckpointException if there is no folder, or it is not called `policy_model_step_N`
    public static Checkpoint at(Path path) {
        Path folder = pointedAt(path.toAbsolutePath().normalize());
        if (!Files.isDirectory(folder)) {
            throw new CheckpointException("There is no checkpoint " + folder);
        }
        return named(folder).orElseThrow(() -> new CheckpointException(
                folder + " is not a checkpoint: its name would be " + PREFIX + "N, where N is a number of steps"));
    }

    private static Path pointedAt(Path path) {
        try {
            if (Files.isSymbolicLink(path)) {
                return path.resolveSibling(Files.readSymbolicLink(path)).normalize();
            }
            return Files.isRegularFile(path) && path.endsWith(Checkpoints.BEST_LINK)
                    ? path.resolveSibling(Files.readString(path).strip())
                    : path;
        } catch (IOException failure) {
            throw new CheckpointException(path + " cannot be read: " + failure.getMessage(), failure);
        }
    }

    /// Its folder's name.
    public String name() {
        return name(step);
    }

    /// Everything in it, verified.
    ///
    /// @throws CheckpointException if a file is cut, changed or foreign; the message names the file and the newest good
    ///     checkpoint before this one
    public Snapshot read() {
        return advising(checkpoint -> {
            Manifest manifest = checkpoint.verified(Manifest.STATE);
            State state = State.read(folder.resolve(Manifest.STATE));
            return new Snapshot(checkpoint.policy(manifest), state, manifest.appendOnly());
        });
    }

    /// The policy alone, verified; the training state is not looked at.
    ///
    /// @throws CheckpointException as in [#read()]
    public SavedPolicy policy() {
        return advising(checkpoint -> checkpoint.policy(Manifest.read(folder, step)));
    }

    /// Whether all its files are as they were written.
    public boolean isGood() {
        try {
            policy(verified(Manifest.STATE));
            return true;
        } catch (CheckpointException damaged) {
            return false;
        }
    }

    private Manifest verified(String file) {
        Manifest manifest = Manifest.read(folder, step);
        manifest.verify(folder, file);
        return manifest;
    }

    private SavedPolicy policy(Manifest manifest) {
        manifest.verify(folder, Manifest.POLICY);
        SavedPolicy policy = SavedPolicy.read(folder.resolve(Manifest.POLICY));
        manifest.verify(folder, policy.spec().network().layout());
        return policy;
    }

    private <T> T advising(Function<Checkpoint, T> reading) {
        try {
            return reading.apply(this);
        } catch (CheckpointException damaged) {
            String advice = before()
                    .map(good -> "The checkpoint before it, " + good.name() + ", is good: go on from there")
                    .orElse("No good checkpoint stands before it");
            throw new CheckpointException("Checkpoint " + step + " is damaged: " + damaged.getMessage() + ". " + advice,
                    damaged);
        }
    }

    /// The newest good checkpoint before this one.
    private Optional<Checkpoint> before() {
        return Checkpoints.in(AtomicFiles.folderOf(folder)).reversed().stream()
                .filter(other -> other.step < step && other.isGood())
                .findFirst();
    }
}
