package jarl.kernel.display;

/// Where displays go. A display with an id may be updated later under the same id.
public interface DisplaySink {
    /// Shows `bundle` for the first time.
    void show(String id, DisplayBundle bundle);

    /// Replaces what is shown under `id`.
    void update(String id, DisplayBundle bundle);

    /// Removes the outputs of the running cell.
    ///
    /// @param wait true: only when the next output comes
    void clear(boolean wait);

    /// What the sinks of all cells of one notebook have in common, told apart by its identity.
    default Object notebook() {
        return this;
    }
}
