package jarl.kernel.protocol;

/// How much text one cell may print: a loop that prints forever must not fill the notebook.
final class OutputLimit {
    /// Characters per cell; 0: no limit.
    static final String PROPERTY = "jarl.kernel.output.limit";
    private static final long STANDARD = 64L * 1024 * 1024;

    private final long limit = Long.getLong(PROPERTY, STANDARD);
    private long printed;

    /// The part of `text` that may still be printed.
    synchronized String admit(String text) {
        long before = printed;
        printed += text.length();
        if (limit <= 0 || printed <= limit) {
            return text;
        }
        if (before > limit) {
            return "";
        }
        printed = limit + 1;
        return text.substring(0, (int) (limit - before)) + "\n… the cell printed more than " + limit
                + " characters; the rest is left out. -D" + PROPERTY + "=N sets another limit, 0 none.\n";
    }
}
