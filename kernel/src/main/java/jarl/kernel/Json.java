package jarl.kernel;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import com.google.gson.ToNumberPolicy;
import com.google.gson.reflect.TypeToken;
import java.lang.reflect.Array;
import java.util.Map;
import jarl.kernel.display.DisplayBundle;
import org.jspecify.annotations.Nullable;

/// Plain values and display bundles as JSON.
public final class Json {
    private static final Gson PLAIN =
            new GsonBuilder().setObjectToNumberStrategy(ToNumberPolicy.LONG_OR_DOUBLE).create();
    private static final Gson GSON = new GsonBuilder().disableHtmlEscaping().serializeNulls().create();

    private Json() {}

    /// Maps, iterables, arrays, strings, numbers, booleans and null as JSON; anything else as its text.
    ///
    /// JSON has no infinity and no NaN: they become null, as plotting libraries expect of a gap.
    public static JsonElement of(@Nullable Object value) {
        return switch (value) {
            case null -> JsonNull.INSTANCE;
            case JsonElement element -> element;
            case Double number when !Double.isFinite(number) -> JsonNull.INSTANCE;
            case Float number when !Float.isFinite(number) -> JsonNull.INSTANCE;
            case Number number -> new JsonPrimitive(number);
            case Boolean truth -> new JsonPrimitive(truth);
            case Map<?, ?> map -> object(map);
            case Iterable<?> values -> array(values);
            case Object array when array.getClass().isArray() -> arrayOf(array);
            default -> new JsonPrimitive(value.toString());
        };
    }

    /// A JSON object of a map's entries.
    public static JsonObject object(Map<?, ?> map) {
        var object = new JsonObject();
        map.forEach((key, value) -> object.add(String.valueOf(key), of(value)));
        return object;
    }

    /// A JSON array.
    public static JsonArray array(Iterable<?> values) {
        var array = new JsonArray();
        for (Object value : values) {
            array.add(of(value));
        }
        return array;
    }

    private static JsonArray arrayOf(Object values) {
        var array = new JsonArray();
        for (int i = 0; i < Array.getLength(values); i++) {
            array.add(of(Array.get(values, i)));
        }
        return array;
    }

    /// `data` and `metadata`, as messages and notebooks carry a bundle.
    public static JsonObject bundle(DisplayBundle bundle) {
        var object = new JsonObject();
        object.add("data", object(bundle.data()));
        object.add("metadata", object(bundle.metadata()));
        return object;
    }

    /// The entries of a JSON object as plain values: text, numbers (`Long` or `Double`), truth values, lists, maps.
    public static Map<String, Object> map(JsonObject object) {
        return PLAIN.fromJson(object, new TypeToken<>() {});
    }

    /// The JSON text, in one line.
    public static String text(JsonElement element) {
        return GSON.toJson(element);
    }
}
