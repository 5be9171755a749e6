package jarl.kernel.protocol;

import com.google.gson.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// What all front ends hear: printed text, displays, results, errors, and whether the kernel is busy.
///
/// Text is gathered for a moment, so that twenty thousand prints are a few messages; nothing overtakes anything. One
/// thread keeps the socket: the threads of cells, which may be interrupted, would break it.
final class Publisher {
    private static final int MOMENT = 20; // milliseconds
    private static final int ENOUGH = 32 * 1024; // characters

    private final Channel channel;
    private final StringBuilder text = new StringBuilder();
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("iopub").factory());
    private @Nullable Message printer; // whose text is being gathered
    private boolean error;
    private boolean waiting;

    Publisher(Channel channel) {
        this.channel = channel;
    }

    /// Publishes text, soon.
    @SuppressWarnings("ReferenceEquality") // one request is one object
    synchronized void print(Message parent, boolean toError, String more) {
        if (toError != error || parent != printer) {
            flush();
        }
        error = toError;
        printer = parent;
        text.append(more);
        if (text.length() >= ENOUGH) {
            flush();
        } else if (!waiting) {
            waiting = true;
            var unused = thread.schedule(this::tick, MOMENT, TimeUnit.MILLISECONDS);
        }
    }

    private synchronized void tick() {
        waiting = false;
        flush();
    }

    /// Publishes what was printed so far, now.
    synchronized void flush() {
        if (!text.isEmpty()) {
            var content = new JsonObject();
            content.addProperty("name", error ? "stderr" : "stdout");
            content.addProperty("text", text.toString());
            text.setLength(0);
            send("stream", printer, content, List.of());
        }
    }

    /// Publishes a message behind all that was printed before it.
    synchronized void publish(String type, @Nullable Message parent, JsonObject content) {
        publish(type, parent, content, List.of());
    }

    /// The same with binary parts.
    synchronized void publish(String type, @Nullable Message parent, JsonObject content, List<byte[]> buffers) {
        flush();
        send(type, parent, content, buffers);
    }

    private void send(String type, @Nullable Message parent, JsonObject content, List<byte[]> buffers) {
        byte[] topic = ("kernel." + type).getBytes(StandardCharsets.US_ASCII);
        List<byte[]> frames = channel.encode(List.of(topic), type, parent, content, buffers);
        thread.execute(() -> channel.send(frames));
    }

    /// Publishes what is left and waits until the socket has it.
    void close() throws InterruptedException {
        flush();
        thread.shutdown();
        var unused = thread.awaitTermination(1, TimeUnit.SECONDS);
    }

    void status(String state, @Nullable Message parent) {
        var content = new JsonObject();
        content.addProperty("execution_state", state);
        publish("status", parent, content);
    }
}
