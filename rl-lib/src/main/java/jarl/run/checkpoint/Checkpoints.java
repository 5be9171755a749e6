package jarl.run.checkpoint;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The `checkpoints/` folder of a run.
///
/// ```
/// policy_model_step_2048/   policy.safetensors  state.safetensors  manifest.json
/// policy_model_step_4096/   …
/// policy_model_best         → policy_model_step_2048 (a file with that name in it where links cannot be made)
/// best_model_info.json      step and reward of the best
/// ```
///
/// A checkpoint is written beside under a hidden name, forced to the disk, and moved to its place in one stroke: it is
/// there whole or not at all. `best_model_info.json` says which is best; the link follows it.
///
/// Reading is for everyone. Writing, [#best(long, double)] and [#tidy()] are for the one process that owns the run.
public final class Checkpoints {
    static final String BEST_LINK = "policy_model_best";
    private static final String BEST_INFO = "best_model_info.json";
    private static final String REPLACED = ".replaced";

    private final Path folder;
    private final Retention retention;

    /// The best checkpoint so far.
    ///
    /// @param reward mean return, as whoever judged it measured
    public record Best(Checkpoint checkpoint, double reward) {}

    private record BestInfo(long step, double reward) {}

    /// @param folder `checkpoints/` of a run; made by the first write
    public Checkpoints(Path folder, Retention retention) {
        this.folder = folder;
        this.retention = retention;
    }

    /// Those of a run folder; all are kept.
    public static Checkpoints of(Path runFolder) {
        return new Checkpoints(runFolder.resolve("checkpoints"), Retention.ALL);
    }

    public Path folder() {
        return folder;
    }

    /// All checkpoints, ascending by step; none is opened.
    public List<Checkpoint> list() {
        return in(folder);
    }

    static List<Checkpoint> in(Path folder) {
        return AtomicFiles.children(folder).stream()
                .flatMap(child -> Checkpoint.named(child).stream())
                .filter(checkpoint -> Files.isDirectory(checkpoint.folder()))
                .sorted(Comparator.comparingLong(Checkpoint::step))
                .toList();
    }

    /// The newest.
    public Optional<Checkpoint> last() {
        List<Checkpoint> all = list();
        return all.isEmpty() ? Optional.empty() : Optional.of(all.getLast());
    }

    /// The one of this step.
    public Optional<Checkpoint> at(long step) {
        return list().stream().filter(checkpoint -> checkpoint.step() == step).findFirst();
    }

    /// The best, if one was marked.
    ///
    /// @throws CheckpointException if the mark is damaged or its checkpoint is gone
    public Optional<Best> best() {
        Path file = folder.resolve(BEST_INFO);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        BestInfo info = SealedJson.read(file, BestInfo.class);
        Checkpoint checkpoint = at(info.step).orElseThrow(() -> new CheckpointException(
                file + " names " + Checkpoint.name(info.step) + ", which is not there. Delete " + file
                        + " to do without a best checkpoint"));
        return Optional.of(new Best(checkpoint, info.reward));
    }

    /// Writes a checkpoint; one that this step already has is replaced. Then removes those that need not be kept.
    ///
    /// @param step environment steps taken, at least 0
    /// @throws UncheckedIOException if it cannot be written (disk full, no permission …); everything that was there
    ///     before is as it was, and the message says what to do
    public Checkpoint write(long step, Snapshot snapshot) {
        if (step < 0) {
            throw new IllegalArgumentException("A checkpoint is written after 0 steps or more, not " + step);
        }
        Path place = folder.resolve(Checkpoint.name(step));
        Path beside = AtomicFiles.beside(place);
        try {
            Files.createDirectories(folder);
            writeForced(beside, step, snapshot);
            moveOver(beside, place);
        } catch (IOException failure) {
            throw AtomicFiles.explained("write checkpoint " + place, failure, folder);
        } finally {
            AtomicFiles.removeQuietly(beside);
        }
        prune();
        return new Checkpoint(step, place);
    }

    private static void writeForced(Path beside, long step, Snapshot snapshot) throws IOException {
        Files.createDirectory(beside);
        SavedPolicy policy = snapshot.policy();
        Map<String, Manifest.Mark> files = Map.of(
                Manifest.POLICY, writeMarked(beside.resolve(Manifest.POLICY), policy::writeTo),
                Manifest.STATE, writeMarked(beside.resolve(Manifest.STATE), snapshot.state()::writeTo));
        var layout = policy.spec().network().layout();
        byte[] manifest = SealedJson.write(Manifest.of(step, files, snapshot.appendOnly(), layout));
        AtomicFiles.writeForced(beside.resolve(Manifest.FILE), out -> out.write(manifest));
        AtomicFiles.forceFolder(beside);
    }

    private static Manifest.Mark writeMarked(Path file, AtomicFiles.Content content) throws IOException {
        MessageDigest digest = Sha256.digest();
        AtomicFiles.writeForced(file, out -> content.writeTo(new DigestOutputStream(out, digest)));
        return new Manifest.Mark(Files.size(file), Sha256.hex(digest));
    }

    /// A folder cannot be moved over another, so the old one steps aside first, and comes back if the new one does not
    /// arrive (after a kill in between, by [#tidy()]).
    private static void moveOver(Path beside, Path place) throws IOException {
        Path aside = place.resolveSibling("." + place.getFileName() + REPLACED);
        try {
            if (Files.exists(place, LinkOption.NOFOLLOW_LINKS)) {
                AtomicFiles.remove(aside);
                AtomicFiles.move(place, aside);
            }
            AtomicFiles.move(beside, place);
        } finally {
            settleReplaced(aside);
        }
    }

    /// Marks a checkpoint as the best so far.
    ///
    /// @param reward mean return, as whoever judged it measured
    /// @throws CheckpointException  if there is no checkpoint of this step
    /// @throws UncheckedIOException if the mark cannot be written; the old one stands
    public Best best(long step, double reward) {
        if (!Double.isFinite(reward)) {
            throw new IllegalArgumentException("The best checkpoint has a finite reward, not " + reward);
        }
        Checkpoint checkpoint = at(step).orElseThrow(
                () -> new CheckpointException("There is no checkpoint of step " + step + " in " + folder));
        AtomicFiles.write(folder.resolve(BEST_INFO), SealedJson.write(new BestInfo(step, reward)));
        link(checkpoint);
        prune();
        return new Best(checkpoint, reward);
    }

    /// Points `policy_model_best` at a checkpoint, by a link or else by a file.
    private void link(Checkpoint checkpoint) {
        Path link = folder.resolve(BEST_LINK);
        Path beside = AtomicFiles.beside(link);
        try {
            Files.createSymbolicLink(beside, beside.getFileSystem().getPath(checkpoint.name()));
            AtomicFiles.move(beside, link);
        } catch (IOException | UnsupportedOperationException noLinks) {
            AtomicFiles.removeQuietly(beside);
            AtomicFiles.write(link, checkpoint.name() + "\n");
        }
    }

    /// Removes what killed writes have left, and brings the link back in step with `best_model_info.json`. To be called
    /// when a run is resumed.
    public void tidy() {
        try {
            for (Path child : AtomicFiles.children(folder)) {
                if (child.getFileName().toString().endsWith(REPLACED)) {
                    settleReplaced(child);
                }
            }
            AtomicFiles.removeLeftovers(folder);
            if (hasReadableBest()) {
                best().ifPresent(best -> link(best.checkpoint()));
            }
            prune();
        } catch (IOException failure) {
            throw AtomicFiles.explained("tidy up " + folder, failure, folder);
        }
    }

    /// Makes this checkpoint the newest: later ones, which training from here will write anew, are removed, and the mark
    /// of the best with them if it is one of them.
    ///
    /// @throws UncheckedIOException if the mark cannot be removed; nothing is removed then
    public void rewindTo(Checkpoint checkpoint) {
        try {
            boolean stays = hasReadableBest()
                    && best().filter(best -> best.checkpoint().step() > checkpoint.step()).isEmpty();
            if (!stays) {
                Files.deleteIfExists(folder.resolve(BEST_INFO));
                Files.deleteIfExists(folder.resolve(BEST_LINK));
            }
        } catch (IOException failure) {
            throw AtomicFiles.explained("remove the mark of the best from " + folder, failure, folder);
        }
        list().stream().filter(later -> later.step() > checkpoint.step()).forEach(Checkpoints::remove);
    }

    private static void settleReplaced(Path aside) throws IOException {
        if (!Files.exists(aside)) {
            return;
        }
        String name = aside.getFileName().toString();
        Path place = aside.resolveSibling(name.substring(1, name.length() - REPLACED.length()));
        if (Files.exists(place)) {
            AtomicFiles.removeQuietly(aside);
        } else {
            AtomicFiles.move(aside, place);
        }
    }

    /// Removes what need not be kept; nothing, while it is not known which is best.
    private void prune() {
        if (!hasReadableBest()) {
            return;
        }
        List<Checkpoint> all = list();
        Set<Long> kept = retention.kept(all.stream().map(Checkpoint::step).toList());
        Optional<Best> best = best();
        for (Checkpoint checkpoint : all) {
            boolean isBest = best.isPresent() && best.get().checkpoint().equals(checkpoint);
            if (!isBest && !kept.contains(checkpoint.step())) {
                remove(checkpoint);
            }
        }
    }

    /// Removes a checkpoint: its name in one stroke, then its files. What cannot be removed now is a leftover for
    /// [#tidy()].
    private static void remove(Checkpoint checkpoint) {
        Path beside = AtomicFiles.beside(checkpoint.folder());
        try {
            AtomicFiles.move(checkpoint.folder(), beside);
            AtomicFiles.removeQuietly(beside);
        } catch (IOException kept) {
            // a checkpoint too many harms nobody
        }
    }

    private boolean hasReadableBest() {
        try {
            best();
            return true;
        } catch (CheckpointException damaged) {
            return false;
        }
    }
}
