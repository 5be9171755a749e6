package jarl.config;

import java.util.Locale;

/// What went wrong, in one word; its text is the lower-case name, `unknown_key`.
public enum ErrorKind {
    OVERRIDE_SYNTAX,
    TYPE_CLASH,
    YAML_SYNTAX,
    UNKNOWN_KEY,
    UNKNOWN_OPTION,
    UNKNOWN_GROUP,
    UNKNOWN_CONFIG,
    UNKNOWN_RESOLVER,
    INTERPOLATION_KEY,
    INTERPOLATION_SYNTAX,
    INTERPOLATION_RESOLVER,
    INTERPOLATION_CYCLE,
    INTERPOLATION_MISSING,
    DELETE_MISMATCH,
    ALREADY_EXISTS,
    DUPLICATE_GROUP,
    BAD_GROUP_VALUE,
    BAD_DEFAULTS,
    MISSING_DEFAULT,
    DEFAULTS_CYCLE,
    AMBIGUOUS_PACKAGE,
    NO_MATCH_IN_DEFAULTS,
    INDEX_OUT_OF_RANGE,
    SWEEP_IN_RUN,
    BAD_SWEEP,
    /// A value is still `???` when the config is about to be used.
    MISSING_VALUE,
    /// A record's own check said no.
    FAILED_CHECK,
    /// Something is deeper, longer or more than any config has reason to be.
    TOO_LARGE,
    /// A line of the batch interface is no request.
    BAD_REQUEST;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
