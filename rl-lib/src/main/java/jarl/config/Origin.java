package jarl.config;

/// Where a value comes from.
public sealed interface Origin {
    /// A YAML file.
    ///
    /// @param file   the path under which the file was found
    /// @param line   first line is 1
    /// @param column first column is 1
    record File(String file, int line, int column) implements Origin {}

    /// An override, as it was typed.
    record OverrideLine(String text) implements Origin {}

    /// The default of a record's component, or of a typed field.
    ///
    /// @param schema the record's name
    /// @param key    the key as it is written in YAML
    record RecordDefault(String schema, String key) implements Origin {}

    /// `configs/algorithm/ppo.yaml:3`, `override: gamma=0.9` or `default of PpoConfig`.
    default String describe() {
        return switch (this) {
            case File(var file, var line, var column) -> file + ":" + line;
            case OverrideLine(var text) -> "override: " + text;
            case RecordDefault(var schema, var key) -> "default of " + schema;
        };
    }

    /// The same as part of a sentence: `in configs/algorithm/ppo.yaml, line 3`.
    default String in() {
        return switch (this) {
            case File(var file, var line, var column) -> "in " + file + ", line " + line;
            case OverrideLine(var text) -> "in the override " + text;
            case RecordDefault(var schema, var key) -> "in the defaults of " + schema;
        };
    }
}
