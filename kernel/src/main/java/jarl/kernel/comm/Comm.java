package jarl.kernel.comm;

import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/// One conversation with something in the front end's page.
///
/// Data are maps of plain values: text, numbers, truth values, lists, maps. What is large and binary (pictures, arrays of
/// numbers) travels beside them in buffers, as the bytes it is.
public final class Comm implements AutoCloseable {
    private final Comms comms;
    private final String id;
    private final String target;
    private volatile BiConsumer<Map<String, Object>, List<byte[]>> listener = (data, buffers) -> {};
    private volatile Runnable ending = () -> {};

    Comm(Comms comms, String id, String target) {
        this.comms = comms;
        this.id = id;
        this.target = target;
    }

    /// The id under which both sides know it.
    public String id() {
        return id;
    }

    /// What kind of conversation it is.
    public String target() {
        return target;
    }

    /// Calls `listener` with the data of each message from the front end, while no cell runs.
    public Comm onMessage(Consumer<Map<String, Object>> listener) {
        return onMessage((data, buffers) -> listener.accept(data));
    }

    /// Calls `listener` with the data and the buffers of each message from the front end, while no cell runs.
    public Comm onMessage(BiConsumer<Map<String, Object>, List<byte[]>> listener) {
        this.listener = listener;
        return this;
    }

    /// Calls `ending` when the front end closes the comm.
    public Comm onClose(Runnable ending) {
        this.ending = ending;
        return this;
    }

    /// Tells the front end.
    ///
    /// @param buffers are copied
    /// @throws IllegalStateException if the comm is closed, or this thread belongs to no cell
    public void send(Map<String, ?> data, byte[]... buffers) {
        comms.send(this, data, buffers);
    }

    /// Ends the conversation; closing twice does nothing.
    @Override
    public void close() {
        comms.close(this);
    }

    void received(Map<String, Object> data, List<byte[]> buffers) {
        listener.accept(data, buffers);
    }

    void ended() {
        ending.run();
    }

    @Override
    public String toString() {
        return "comm " + target + " " + id;
    }
}
