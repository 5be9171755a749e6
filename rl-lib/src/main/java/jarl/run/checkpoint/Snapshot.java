package jarl.run.checkpoint;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/// All that a checkpoint holds.
///
/// @param policy     the policy that is trained
/// @param state      everything else that training needs to go on bit for bit
/// @param appendOnly bytes that each growing file of the run has up to here (`metrics.jsonl` → 81 920), by its path
///                   relative to the run folder; what is written later belongs to later steps
public record Snapshot(SavedPolicy policy, State state, Map<String, Long> appendOnly) {
    public Snapshot {
        appendOnly = new TreeMap<>(appendOnly);
        for (var entry : appendOnly.entrySet()) {
            Path path = Path.of(entry.getKey());
            if (path.isAbsolute() || path.startsWith("..") || !path.equals(path.normalize()) || entry.getValue() < 0) {
                throw new IllegalArgumentException("A growing file is named by its path within the run folder and has"
                        + " a length of at least 0, not " + entry);
            }
        }
    }

    /// Cuts the run's growing files back to where they were; all of them or none.
    ///
    /// @throws CheckpointException if one is missing or shorter than it was
    public void cutBack(Path runFolder) {
        appendOnly.forEach((name, length) -> AtomicFiles.requireLength(runFolder.resolve(name), length));
        appendOnly.forEach((name, length) -> AtomicFiles.cut(runFolder.resolve(name), length));
    }
}
