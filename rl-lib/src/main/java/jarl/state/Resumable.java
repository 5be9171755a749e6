package jarl.state;

/// Something whose whole state can be saved, so that what continues from it continues bit for bit.
public interface Resumable {
    /// Writes everything that a later [#load] needs; nothing is changed by it.
    void save(StateWriter to);

    /// Takes the saved state as its own.
    ///
    /// @throws StateException if a value is missing or has another length than this object needs
    void load(StateReader from);
}
