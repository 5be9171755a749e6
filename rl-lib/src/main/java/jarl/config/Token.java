package jarl.config;

/// A piece of a value, in an override or inside an interpolation.
///
/// @param start where it begins in the text
record Token(Kind kind, String text, int start) {
    enum Kind {
        FLOAT, INT, BOOL, NULL, PLAIN, ID, ESCAPE, SPACE, QUOTED, INTERPOLATION,
        PAREN_OPEN, PAREN_CLOSE, BRACKET_OPEN, BRACKET_CLOSE, BRACE_OPEN, BRACE_CLOSE, COMMA, COLON, EQUAL,
        NONE, END
    }

    int end() {
        return start + text.length();
    }

    boolean is(Kind other) {
        return kind == other;
    }
}
