package jarl.config;

/// Points at a place in a line.
final class Caret {
    private static final int WIDTH = 100;

    private Caret() {}

    /// The value of an override pointed at, on a line of its own; nothing for other origins.
    static String underValue(Origin origin) {
        if (!(origin instanceof Origin.OverrideLine(var line)) || line.indexOf('=') < 0) {
            return "";
        }
        int value = line.indexOf('=') + 1;
        return "\n" + under(line, value, line.length() - value);
    }

    /// The line and, beneath it, carets from `start` on; a long line is cut around that place.
    static String under(String line, int start, int length) {
        String shown = line.replace('\n', ' ').replace('\r', ' ').replace('\t', ' ');
        int from = Math.max(0, Math.min(start, shown.length()) - WIDTH / 2);
        int to = Math.min(shown.length(), from + WIDTH);
        String before = from > 0 ? "…" : "";
        int room = Math.max(1, Math.min(length, to - start));
        return "    " + before + shown.substring(from, to) + (to < shown.length() ? "…" : "") + "\n    "
                + " ".repeat(before.length() + start - from) + "^".repeat(room);
    }
}
