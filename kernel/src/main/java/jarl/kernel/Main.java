package jarl.kernel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import jarl.kernel.install.Installer;
import jarl.kernel.install.StartUpArchive;
import jarl.kernel.protocol.JupyterServer;

/// The kernel process that Jupyter starts.
public final class Main {
    private static final String REHEARSAL = """
            record Point(int x, int y) {}
            var points = Stream.iterate(1, n -> n + 1).limit(5).map(n -> new Point(n, n * n)).toList();
            for (Point point : points) System.out.print("");
            String.format(Locale.ROOT, "%.2f", points.stream().mapToInt(Point::y).average().orElse(0))
            """;

    private Main() {}

    /// Serves the connection that the file describes; `--rehearse` runs a cell without one, to train an archive of
    /// loaded classes; `install` and `uninstall` are for people.
    public static void main(String[] arguments) throws IOException, InterruptedException {
        System.exit(run(List.of(arguments)));
    }

    private static int run(List<String> arguments) throws IOException, InterruptedException {
        boolean alone = arguments.size() == 1;
        if (alone && arguments.getFirst().equals("--rehearse")) {
            rehearse();
        } else if (alone && Files.isRegularFile(Path.of(arguments.getFirst()))) {
            serve(Path.of(arguments.getFirst()));
        } else if (arguments.isEmpty()) {
            System.out.println(Installer.USAGE);
        } else {
            return new Installer(System.out).run(arguments);
        }
        return 0;
    }

    private static void serve(Path connectionFile) throws IOException, InterruptedException {
        var session = new Opening();
        endWithJupyter();
        var server = new JupyterServer(
                Files.readString(connectionFile), session, KernelEnvironment.timeout(System.getenv()));
        Thread.ofPlatform().daemon().name("start").start(session);
        StartUpArchive.renewLater();
        server.serve();
    }

    /// A kernel whose Jupyter was killed has nobody to shut it down.
    private static void endWithJupyter() {
        String parent = System.getenv("JPY_PARENT_PID");
        if (parent != null && parent.matches("[1-9]\\d*")) {
            ProcessHandle.of(Long.parseLong(parent))
                    .ifPresent(jupyter -> Thread.ofPlatform().daemon().name("parent").start(() -> {
                        jupyter.onExit().join();
                        System.exit(0);
                    }));
        }
    }

    /// The session to be; knows whether a cell waits for it.
    private static final class Opening extends FutureTask<JavaSession> {
        private final AtomicBoolean awaited;

        Opening() {
            this(new AtomicBoolean());
        }

        private Opening(AtomicBoolean awaited) {
            super(() -> open(awaited));
            this.awaited = awaited;
        }

        @Override
        public JavaSession get() throws InterruptedException, ExecutionException {
            awaited.set(true);
            return super.get();
        }
    }

    /// A session that has already evaluated something, so that the first cell finds the compiler warm; where that cell
    /// waits already, it is sooner done without.
    private static JavaSession open(AtomicBoolean awaited) throws IOException {
        var session = JavaSession.open(KernelEnvironment.options(System.getenv()));
        if (!awaited.get()) {
            session.evaluate("1");
        }
        session.start(KernelEnvironment.startUp(System.getenv()));
        return session;
    }

    private static void rehearse() throws IOException {
        try (var session = open(new AtomicBoolean())) {
            Outcome outcome = session.execute(REHEARSAL, 1, new Silence());
            session.help().complete("points.str", 10);
            session.help().describe("String.valueOf", 14);
            if (outcome.failure() != null) {
                throw new IllegalStateException("The rehearsal failed: " + outcome.failure());
            }
            StartUpArchive.noteOrigin();
        }
    }

    private static final class Silence implements CellOutput {
        @Override
        public void print(boolean toError, String text) {}

        @Override
        public void show(String id, jarl.kernel.display.DisplayBundle bundle) {}

        @Override
        public void update(String id, jarl.kernel.display.DisplayBundle bundle) {}

        @Override
        public void clear(boolean wait) {}
    }
}
