package jarl.kernel.protocol;

import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;
import org.zeromq.ZMQException;

/// One socket of the kernel, for one thread, which nobody interrupts.
final class Channel {
    private static final Logger LOG = LoggerFactory.getLogger(Channel.class);

    private final String name;
    private final Wire wire;
    private final ZMQ.Socket socket;

    Channel(String name, ZContext context, SocketType type, String address, Wire wire) {
        this.name = name;
        this.wire = wire;
        socket = context.createSocket(type);
        socket.setHWM(0); // nothing is dropped where a client reads slowly
        socket.setLinger(1000); // the last reply still leaves when the kernel ends
        socket.bind(address);
    }

    /// The next message that can be read; those that cannot are noted and passed over.
    ///
    /// @param timeout milliseconds; −1: wait as long as it takes
    /// @return null if none came in time, or the kernel ends
    @Nullable Message receive(int timeout) {
        while (true) {
            List<byte[]> frames = frames(timeout);
            if (frames == null) {
                return null;
            }
            try {
                return wire.decode(frames);
            } catch (Wire.Malformed e) {
                LOG.warn("A message on the {} socket is ignored: {}.", name, e.getMessage());
            }
        }
    }

    private @Nullable List<byte[]> frames(int timeout) {
        try {
            socket.setReceiveTimeOut(timeout);
            byte[] frame = socket.recv();
            if (frame == null) {
                return null;
            }
            List<byte[]> frames = new ArrayList<>(List.of(frame));
            while (socket.hasReceiveMore()) {
                frames.add(socket.recv());
            }
            return frames;
        } catch (ZMQException e) {
            return null; // the context was closed
        }
    }

    void send(List<byte[]> addresses, String type, @Nullable Message parent, JsonObject content) {
        send(encode(addresses, type, parent, content, List.of()));
    }

    List<byte[]> encode(List<byte[]> addresses, String type, @Nullable Message parent, JsonObject content,
            List<byte[]> buffers) {
        return wire.encode(addresses, type, parent, content, buffers);
    }

    void send(List<byte[]> frames) {
        int last = frames.size() - 1;
        for (int i = 0; i < last; i++) {
            socket.sendMore(frames.get(i));
        }
        socket.send(frames.get(last));
    }
}
