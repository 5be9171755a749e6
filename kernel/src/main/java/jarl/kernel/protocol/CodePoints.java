package jarl.kernel.protocol;

/// Positions in a text: the protocol counts code points, Java counts UTF-16 units.
final class CodePoints {
    private CodePoints() {}

    static int toJava(String text, int position) {
        int all = text.codePointCount(0, text.length());
        return text.offsetByCodePoints(0, Math.clamp(position, 0, all));
    }

    static int fromJava(String text, int offset) {
        return text.codePointCount(0, offset);
    }
}
