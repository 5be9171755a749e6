package jarl.studio.launch;

import jarl.run.Run;
import jarl.run.RunException;
import jarl.run.RunState;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A training in a process of its own, which outlives this one.
///
/// A shell stands between: it writes down how the training process ended when nobody else is left to see it. Both are in
/// a session of their own, so that a signal for this process or its terminal does not reach them.
public final class ProcessTraining implements Underway {
    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final Duration GRACE = Duration.ofSeconds(30); // a checkpoint may be large

    /// `$1` is where the exit code goes; the rest is the command.
    private static final String SHELL = """
            trap '' HUP
            into=$1; shift
            "$@"
            code=$?
            echo $code > "$into.partial" && mv -f "$into.partial" "$into"
            exit $code
            """;

    private final Run run;
    private final @Nullable Process shell;

    private ProcessTraining(Run run, @Nullable Process shell) {
        this.run = run;
        this.shell = shell;
    }

    /// Starts a process that begins a queued run, or goes on with one that has ended early.
    ///
    /// @param classPath jars and folders that the run needs beyond this JVM's class path
    public static ProcessTraining start(Run run, List<String> classPath) {
        if (run.trainer().isPresent() || run.state() == RunState.COMPLETED) {
            throw new RunException(run + " is " + run.state().label() + "; there is nothing to start.");
        }
        Path folder = run.folder().path();
        try {
            Files.deleteIfExists(run.folder().exitCode());
            List<String> command = new ArrayList<>(shell(run.folder().exitCode()));
            command.addAll(ChildJvm.command(folder.resolve(".java.args"), classPath, Worker.class));
            command.add(folder.toString());
            return new ProcessTraining(run, new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectInput(ProcessBuilder.Redirect.from(nothing()))
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(run.folder().log().toFile()))
                    .start());
        } catch (IOException failure) {
            throw new UncheckedIOException("Cannot start a process for " + run + ": " + failure.getMessage(), failure);
        }
    }

    private static File nothing() {
        return new File(isWindows() ? "NUL" : "/dev/null");
    }

    private static boolean isWindows() {
        return File.separatorChar == '\\';
    }

    private static List<String> shell(Path exitCode) {
        if (isWindows()) {
            return List.of();
        }
        List<String> command = new ArrayList<>();
        if (Stream.of("/usr/bin/setsid", "/bin/setsid").map(Path::of).anyMatch(Files::isExecutable)) {
            command.add("setsid");
        }
        command.addAll(List.of("/bin/sh", "-c", SHELL, "jarl", exitCode.toString()));
        return command;
    }

    /// A run that some process trains: one that this process has not started, or that an earlier one has.
    public static ProcessTraining of(Run run) {
        return new ProcessTraining(run, null);
    }

    @Override
    public Run run() {
        return run;
    }

    @Override
    public boolean isOver() {
        return (shell == null || !shell.isAlive()) && run.trainer().isEmpty();
    }

    /// @throws IllegalStateException if it is this process that trains the run
    @Override
    public void stop() {
        if (trainer().orElse(0) == ProcessHandle.current().pid()) {
            throw new IllegalStateException(run + " is trained in this process; interrupt the one who trains it.");
        }
        Thread.ofPlatform().daemon().name("stop " + run.id()).start(() -> {
            try {
                Signals.stop(this::trainer, GRACE);
            } catch (InterruptedException enough) {
                Thread.currentThread().interrupt();
            }
        });
    }

    /// The process that holds the run, or that will when it has started.
    private OptionalLong trainer() {
        OptionalLong holder = run.trainer();
        if (holder.isEmpty() && shell != null) {
            Stream<ProcessHandle> starting = isWindows() ? Stream.of(shell.toHandle()) : shell.children();
            return starting.filter(ProcessHandle::isAlive).mapToLong(ProcessHandle::pid).findFirst();
        }
        return holder;
    }

    @Override
    public void await() throws InterruptedException {
        while (!isOver()) {
            Thread.sleep(PAUSE);
        }
    }
}
