package jarl.kernel.display;

import java.util.LinkedHashMap;
import java.util.Locale;

/// How large a value may be shown: a text of many millions of characters stops a browser, and stays in the notebook.
///
/// Plain text is cut. Markup cut in its middle would harm the page, so a form that is too long is left out, and the plain
/// text says so. Pictures and data stay as they are.
final class SizeLimit {
    /// Characters of plain text; 0: no limit.
    static final String PROPERTY = "jarl.kernel.result.limit";
    private static final long STANDARD = 1024 * 1024;
    private static final int MARKUP = 16; // times as long as plain text: it carries pictures and scripts

    private SizeLimit() {}

    static DisplayBundle within(DisplayBundle bundle) {
        return within(bundle, Long.getLong(PROPERTY, STANDARD));
    }

    static DisplayBundle within(DisplayBundle bundle, long limit) {
        if (limit <= 0) {
            return bundle;
        }
        var forms = new LinkedHashMap<String, Object>();
        var words = new StringBuilder();
        bundle.data().forEach((type, form) -> {
            if (isMarkup(type) && length(form) > MARKUP * limit) {
                words.append("\n… ").append(type).append(" of ").append(count(form)).append(" is left out");
            } else {
                forms.put(type, form);
            }
        });
        Object plain = forms.getOrDefault(DisplayBundle.PLAIN, "");
        if (length(plain) > limit) {
            words.append("\n… cut: ").append(count(plain)).append(" in all");
        }
        if (words.isEmpty()) {
            return bundle;
        }
        words.append("; -D").append(PROPERTY).append("=N sets another limit, 0 none");
        forms.put(DisplayBundle.PLAIN, head(plain.toString(), limit - words.length()) + words);
        return new DisplayBundle(forms, bundle.metadata());
    }

    private static boolean isMarkup(String type) {
        return switch (type) {
            case DisplayBundle.PLAIN -> false;
            case "image/svg+xml", "application/javascript" -> true;
            default -> type.startsWith("text/");
        };
    }

    private static int length(Object form) {
        return form instanceof String text ? text.length() : 0;
    }

    private static String count(Object form) {
        return String.format(Locale.ROOT, "%,d characters", length(form));
    }

    private static String head(String text, long room) {
        int end = Math.clamp(room, 0, text.length());
        boolean halved = end > 0 && end < text.length() && Character.isHighSurrogate(text.charAt(end - 1));
        return text.substring(0, halved ? end - 1 : end);
    }
}
