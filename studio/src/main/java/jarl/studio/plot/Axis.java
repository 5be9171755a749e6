package jarl.studio.plot;

/// What a curve is drawn over.
public enum Axis {
    /// Steps of the environment, all its copies together.
    STEP("step"),
    /// Time the run has worked, breaks left out, read from its rows of kind `system`; the one axis that differs between
    /// machines.
    TIME("time"),
    /// Episodes that have ended.
    EPISODE("episode");

    private final String column;

    Axis(String column) {
        this.column = column;
    }

    /// The key in metric rows.
    String column() {
        return column;
    }
}
