package jarl.kernel.protocol;

import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.List;

/// One message of the protocol.
///
/// @param identities the routing addresses that ZeroMQ put in front
/// @param header     id, session, type and date
/// @param parent     the header of the request that it belongs to, empty if none
/// @param metadata   usually empty
/// @param content    by type
/// @param buffers    binary parts
record Message(
        List<byte[]> identities,
        JsonObject header,
        JsonObject parent,
        JsonObject metadata,
        JsonObject content,
        List<byte[]> buffers) {

    String type() {
        return header.get("msg_type").getAsString();
    }

    String text(String key, String otherwise) {
        return content.get(key) instanceof JsonPrimitive value ? value.getAsString() : otherwise;
    }

    boolean flag(String key, boolean otherwise) {
        return content.get(key) instanceof JsonPrimitive value ? value.getAsBoolean() : otherwise;
    }

    int number(String key, int otherwise) {
        return content.get(key) instanceof JsonPrimitive value && value.isNumber() ? value.getAsInt() : otherwise;
    }

    JsonObject object(String key) {
        return content.get(key) instanceof JsonObject value ? value : new JsonObject();
    }
}
