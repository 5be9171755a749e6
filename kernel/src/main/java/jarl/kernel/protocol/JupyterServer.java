package jarl.kernel.protocol;

import com.google.gson.JsonObject;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.concurrent.Future;
import jarl.kernel.JavaSession;
import org.dflib.jjava.jupyter.kernel.KernelConnectionProperties;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;
import org.zeromq.ZMQException;
import org.zeromq.ZMsg;

/// The kernel as front ends see it: five sockets, a thread for each that listens.
///
/// Answers who it is at once; the session may still be starting.
public final class JupyterServer {
    private static final Logger LOG = LoggerFactory.getLogger(JupyterServer.class);

    private static final Duration FAREWELL = Duration.ofMillis(50); // for the last replies to leave

    private final ZContext context = new ZContext();
    private final KernelConnectionProperties connection;
    private final ZMQ.Socket heart;
    private final Channel shell;
    private final Channel control;
    private final Publisher publisher;
    private final ShellRequests requests;
    private final InterruptWatch interrupts;

    /// Binds the sockets.
    ///
    /// @param connectionFile the JSON text of the file that Jupyter hands to its kernels
    /// @param timeout        after which a cell is interrupted; zero: never
    /// @throws IllegalArgumentException if the text describes no connection
    public JupyterServer(String connectionFile, Future<JavaSession> session, Duration timeout) {
        connection = KernelConnectionProperties.parse(connectionFile);
        context.setUncaughtExceptionHandler((thread, fault) -> Runtime.getRuntime().halt(1)); // Jupyter starts another
        Wire wire = wire(connection);
        publisher = new Publisher(channel("iopub", SocketType.PUB, connection.getIopubPort(), wire));
        Channel stdin = channel("stdin", SocketType.ROUTER, connection.getStdinPort(), wire);
        shell = channel("shell", SocketType.ROUTER, connection.getShellPort(), wire);
        control = channel("control", SocketType.ROUTER, connection.getControlPort(), wire);
        heart = context.createSocket(SocketType.ROUTER);
        heart.bind(address(connection.getHbPort()));
        requests = new ShellRequests(shell, new Questions(stdin), publisher, session, timeout);
        interrupts = new InterruptWatch(session, publisher);
    }

    private static Wire wire(KernelConnectionProperties connection) {
        try {
            return new Wire(connection.createHMACGenerator());
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("The connection file's signature cannot be used: " + e.getMessage(), e);
        }
    }

    private Channel channel(String name, SocketType type, int port, Wire wire) {
        return new Channel(name, context, type, address(port), wire);
    }

    private String address(int port) {
        return connection.getTransport() + "://" + connection.getIp()
                + (connection.getTransport().equals("ipc") ? "-" : ":") + port;
    }

    /// Serves until a front end shuts the kernel down.
    public void serve() throws InterruptedException {
        publisher.status("starting", null);
        Thread.ofPlatform().daemon().name("heartbeat").start(() -> persist(this::beat));
        Thread.ofPlatform().daemon().name("shell").start(() -> persist(this::listen));
        Thread controlling = Thread.ofPlatform().daemon().name("control").start(() -> persist(this::obey));
        controlling.join();
        publisher.close();
        Thread.sleep(FAREWELL);
    }

    /// A heap that a cell has filled can fail any thread; those of the kernel go on.
    private static void persist(Runnable work) {
        while (true) {
            try {
                work.run();
                return;
            } catch (OutOfMemoryError e) {
                // the cell is told; what was asked here meanwhile is asked again
            }
        }
    }

    private void beat() {
        try {
            while (true) {
                ZMsg.recvMsg(heart).send(heart); // all parts: a heartbeat with several must not end the heart
            }
        } catch (ZMQException e) {
            LOG.debug("The heartbeat ends: {}", e.getMessage());
        }
    }

    private void listen() {
        Message request = shell.receive(-1);
        while (request != null) {
            requests.handle(request);
            request = requests.next();
        }
    }

    /// The control socket is answered while a cell runs.
    private void obey() {
        boolean open = true;
        while (open) {
            Message request = control.receive(-1);
            open = request != null && obey(request);
        }
    }

    /// @return false to end
    private boolean obey(Message request) {
        publisher.status("busy", request);
        String type = request.type();
        @Nullable JsonObject reply = switch (type) {
            case "interrupt_request" -> {
                interrupts.interrupt(requests.running());
                yield Replies.ok();
            }
            case "shutdown_request" -> {
                JsonObject ok = Replies.ok();
                ok.addProperty("restart", request.flag("restart", false));
                yield ok;
            }
            case "kernel_info_request" -> Replies.kernelInfo();
            default -> null;
        };
        if (reply != null) {
            control.send(request.identities(), type.replace("_request", "_reply"), request, reply);
        }
        boolean end = type.equals("shutdown_request");
        if (end) {
            publisher.publish("shutdown_reply", request, reply == null ? Replies.ok() : reply);
        }
        publisher.status("idle", request);
        return !end;
    }
}
