package jarl.kernel.java;

/// Javadoc, HTML or Markdown, as plain text for a tooltip.
final class JavadocText {
    private JavadocText() {}

    static String of(String javadoc) {
        return javadoc
                .replaceAll("(?m)^\\s*@param\\s+<\\w+>.*\\n?", "") // a type's parameter
                .replaceAll("\\{@link(?:plain)?\\s+[^\\s(}]+(?:\\([^)]*\\))?\\s+([^}]+)}", "$1") // said otherwise
                .replaceAll("(\\{@link(?:plain)?\\s+[\\w.]+)#", "$1.")
                .replaceAll("\\{@(?:code|literal|link|linkplain|value)\\s+([^}]*)}", "$1")
                .replaceAll("\\{@[a-zA-Z]+\\s*([^}]*)}", "$1")
                .replaceAll("\\[([^\\]\\n]+)]\\[[^\\]\\n]*]", "$1") // Markdown's links
                .replaceAll("\\[#?([A-Z][\\w.#()]*|(?<=#)\\w+(?:\\(\\))?)]", "$1")
                .replaceAll("(?i)<(?:p|br|li|/ul|/ol|tr|h[1-6])\\b[^>]*>", "\n")
                .replaceAll("<[^>]+>", "")
                .replace("&lt;", "<").replace("&gt;", ">").replace("&nbsp;", " ").replace("&quot;", "\"")
                .replace("&amp;", "&")
                .replaceAll("(?m)^[ \\t]+", "")
                .replaceAll("(?m)^@param\\s+(\\S+)\\s+", "$1: ")
                .replaceAll("(?m)^@return\\s+", "Returns ")
                .replaceAll("(?m)^@(?:throws|exception)\\s+(\\S+)\\s+", "Throws $1: ")
                .replaceAll("(?m)^@(?:see|since|author|version|jls)\\b.*\\n?", "")
                .replaceAll("\\n{3,}", "\n\n")
                .strip();
    }
}
