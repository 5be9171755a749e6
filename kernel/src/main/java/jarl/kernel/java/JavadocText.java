package jarl.kernel.java;

/// Javadoc, HTML or Markdown, as plain text for a tooltip.
final class JavadocText {
    private JavadocText() {}

    static String of(String javadoc) {
        return javadoc
                .replaceAll("\\{@(?:code|literal|link|linkplain|value)\\s+([^}]*)}", "$1")
                .replaceAll("\\{@[a-zA-Z]+\\s*([^}]*)}", "$1")
                .replaceAll("\\[([^\\]\\n]+)]\\[[^\\]\\n]*]", "$1") // Markdown's links
                .replaceAll("\\[#?([A-Z][\\w.#()]*|(?<=#)\\w+(?:\\(\\))?)]", "$1")
                .replaceAll("(?i)<(?:p|br|li|/ul|/ol|tr|h[1-6])\\b[^>]*>", "\n")
                .replaceAll("<[^>]+>", "")
                .replace("&lt;", "<").replace("&gt;", ">").replace("&nbsp;", " ").replace("&quot;", "\"")
                .replace("&amp;", "&")
                .replaceAll("(?m)^[ \\t]+", "")
                .replaceAll("\\n{3,}", "\n\n")
                .strip();
    }
}
