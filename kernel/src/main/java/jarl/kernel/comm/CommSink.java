package jarl.kernel.comm;

import java.util.List;
import java.util.Map;

/// Takes the messages of comms to the front end. Where there is none, nobody hears them.
public interface CommSink {
    /// Sends a message about a comm.
    ///
    /// @param type    `comm_open`, `comm_msg` or `comm_close`
    /// @param content as the protocol lays it out; plain values, lists and maps
    /// @param buffers binary parts that travel behind it
    default void send(String type, Map<String, Object> content, List<byte[]> buffers) {}
}
