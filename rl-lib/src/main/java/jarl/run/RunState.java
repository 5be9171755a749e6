package jarl.run;

import java.util.Locale;

/// Where a run stands.
public enum RunState {
    QUEUED,
    RUNNING,
    /// Stopped from outside between two steps; it can be resumed.
    INTERRUPTED,
    COMPLETED,
    /// Stopped by a failure, which `run.json` names; it can be resumed from its last checkpoint.
    ERROR;

    /// As `run.json` has it: `running`.
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    static RunState of(String label) {
        return valueOf(label.toUpperCase(Locale.ROOT));
    }
}
