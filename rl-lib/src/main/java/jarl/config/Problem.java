package jarl.config;

/// One thing wrong with a config: its kind, and a message that says what was met, where, and what to do.
public record Problem(ErrorKind kind, String message) {}
