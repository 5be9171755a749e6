package jarl.kernel.display;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// One value in several forms, by MIME type; the front end shows the richest form that it knows.
///
/// @param data     form by MIME type: text as a String, binary forms (`image/png`) as Base64 in a String, JSON forms
///                 (`application/json`, `application/vnd.plotly.v1+json`) as maps, lists, strings, numbers
/// @param metadata hints by MIME type, usually none
public record DisplayBundle(Map<String, Object> data, Map<String, Object> metadata) {
    public static final String PLAIN = "text/plain";
    public static final String HTML = "text/html";

    public DisplayBundle {
        data = Collections.unmodifiableMap(new LinkedHashMap<>(data));
        metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
    }

    /// Plain text alone.
    public static DisplayBundle text(String text) {
        return new DisplayBundle(Map.of(PLAIN, text), Map.of());
    }

    /// HTML with what is shown where HTML is not.
    public static DisplayBundle html(String html, String plain) {
        return text(plain).with(HTML, html);
    }

    /// The same value in one more form.
    public DisplayBundle with(String mimeType, Object form) {
        var more = new LinkedHashMap<>(data);
        more.put(mimeType, form);
        return new DisplayBundle(more, metadata);
    }
}
