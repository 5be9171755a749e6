package jarl.config;

/// Bounds no honest config comes near; beyond them input is refused instead of eating memory, stack or time.
final class Limits {
    /// Maps and lists inside one another, in YAML, overrides, interpolations and keys.
    static final int NESTING = 64;
    /// Characters of one override.
    static final int OVERRIDE_LENGTH = 65_536;
    /// Characters of one YAML file.
    static final int FILE_LENGTH = 4_000_000;
    /// Values of one YAML file, aliases spelled out.
    static final int NODES = 100_000;
    /// Configs in one defaults tree.
    static final int DEFAULTS = 2_000;
    /// Values that one resolution may touch.
    static final int RESOLUTION_STEPS = 200_000;
    /// Characters of one interpolated text.
    static final int TEXT_LENGTH = 1_000_000;
    /// Values of one swept key.
    static final int SWEEP_VALUES = 10_000;
    /// Jobs of one sweep.
    static final int JOBS = 10_000;

    private Limits() {}

    static void nesting(int depth, String what) {
        if (depth > NESTING) {
            throw new ConfigException(
                    ErrorKind.TOO_LARGE, what + " is nested deeper than " + NESTING + " levels; flatten it");
        }
    }
}
