package jarl.kernel.comm;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import jarl.kernel.display.Display;
import org.jspecify.annotations.Nullable;

/// The comms of a session, by id, and those who answer when the front end opens one.
public final class Comms {
    private final Map<String, Comm> open = new ConcurrentHashMap<>();
    private final Map<String, Opening> targets = new ConcurrentHashMap<>();

    /// Says what happens when the front end opens a comm.
    @FunctionalInterface
    public interface Opening {
        /// The front end has opened `comm`.
        ///
        /// @param data    plain values that came with it
        /// @param buffers binary parts that came with it
        void opened(Comm comm, Map<String, Object> data, List<byte[]> buffers);
    }

    /// Opens a comm to what the front end has registered as `target`; if it has not, it closes the comm at once.
    public Comm open(String target, Map<String, ?> data, byte[]... buffers) {
        var comm = new Comm(this, UUID.randomUUID().toString().replace("-", ""), target);
        open.put(comm.id(), comm);
        Map<String, Object> content = content(comm, data);
        content.put("target_name", target);
        sink().send("comm_open", content, copies(buffers));
        return comm;
    }

    /// Calls `answer` with each comm that the front end opens for `target`, and with the data that came with it.
    public void target(String target, BiConsumer<Comm, Map<String, Object>> answer) {
        target(target, (comm, data, buffers) -> answer.accept(comm, data));
    }

    /// Calls `answer` with each comm that the front end opens for `target`, and with the data and buffers that came
    /// with it.
    public void target(String target, Opening answer) {
        targets.put(target, answer);
    }

    /// The front end opens a comm.
    ///
    /// @return false where nobody answers for its target
    public boolean opened(String id, String target, Map<String, Object> data, List<byte[]> buffers) {
        Opening answer = targets.get(target);
        if (answer == null) {
            return false;
        }
        var comm = new Comm(this, id, target);
        open.put(id, comm);
        answer.opened(comm, data, buffers);
        return true;
    }

    /// The front end tells something; of a comm that is not open nobody hears.
    public void received(String id, Map<String, Object> data, List<byte[]> buffers) {
        Comm comm = open.get(id);
        if (comm != null) {
            comm.received(data, buffers);
        }
    }

    /// The front end closes a comm.
    public void closed(String id) {
        Comm comm = open.remove(id);
        if (comm != null) {
            comm.ended();
        }
    }

    /// The open comms: target by id.
    ///
    /// @param target null: of all targets
    public Map<String, String> all(@Nullable String target) {
        var all = new LinkedHashMap<String, String>();
        open.forEach((id, comm) -> {
            if (target == null || target.equals(comm.target())) {
                all.put(id, comm.target());
            }
        });
        return all;
    }

    void send(Comm comm, Map<String, ?> data, byte[]... buffers) {
        if (!open.containsKey(comm.id())) {
            throw new IllegalStateException("The " + comm + " is closed.");
        }
        sink().send("comm_msg", content(comm, data), copies(buffers));
    }

    void close(Comm comm) {
        if (open.remove(comm.id()) != null) {
            sink().send("comm_close", content(comm, Map.of()), List.of());
        }
    }

    private static Map<String, Object> content(Comm comm, Map<String, ?> data) {
        var content = new LinkedHashMap<String, Object>();
        content.put("comm_id", comm.id());
        content.put("data", data);
        return content;
    }

    /// Messages leave later, when the cell may be writing into its arrays again.
    private static List<byte[]> copies(byte[]... buffers) {
        return Stream.of(buffers).map(byte[]::clone).toList();
    }

    private static CommSink sink() {
        if (Display.sink() instanceof CommSink sink) {
            return sink;
        }
        throw new IllegalStateException("A comm can be used in a cell only; no session belongs to this thread.");
    }
}
