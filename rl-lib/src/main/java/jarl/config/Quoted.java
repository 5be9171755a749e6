package jarl.config;

/// Text that was quoted in an override: never a number, never null, and quoted again when it is written.
///
/// @param quote `'` or `"`
record Quoted(String text, char quote) {
    /// The text of a quoted token: a run of backslashes before a quote is halved, all others stay.
    static Quoted read(String token) {
        char quote = token.charAt(0);
        String inner = token.substring(1); // with the closing quote, for backslashes before it count too
        StringBuilder text = new StringBuilder();
        int backslashes = 0;
        for (int i = 0; i < inner.length(); i++) {
            char c = inner.charAt(i);
            if (c == '\\') {
                backslashes++;
            } else {
                text.repeat('\\', c == quote ? backslashes / 2 : backslashes);
                text.append(c);
                backslashes = 0;
            }
        }
        text.setLength(text.length() - 1);
        return new Quoted(text.toString(), quote);
    }

    String written() {
        StringBuilder written = new StringBuilder().append(quote);
        int backslashes = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == quote) {
                written.repeat('\\', backslashes + 1);
            }
            backslashes = c == '\\' ? backslashes + 1 : 0;
            written.append(c);
        }
        return written.repeat('\\', backslashes).append(quote).toString();
    }
}
