package jarl.studio.notebook;

import com.fasterxml.jackson.databind.ObjectMapper;
import jarl.kernel.install.KernelSpec;
import jarl.kernel.runner.NotebookRunner;
import jarl.kernel.runner.NotebookRunner.CellReport;
import jarl.run.Run;
import jarl.studio.notebook.NotebookJobs.Job;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Executes a notebook in a JVM of its own, started as the installed kernel is, in the notebook's folder: so it finds the
/// files beside it and gives what Jupyter gives, and leaves nothing behind in this process.
public final class NotebookProcess {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Job job;
    private final NotebookRunner.Listener listener;
    private final List<CellReport> cells = new ArrayList<>();
    private final List<Run> runs = new ArrayList<>();

    private NotebookProcess(Job job, NotebookRunner.Listener listener) {
        this.job = job;
        this.listener = listener;
    }

    /// Executes a notebook, writes it with its outputs and as a page, and puts both into the folder of each run that it
    /// trained. An interrupt of this thread, or the end of this process, ends it; what it had reached is written.
    ///
    /// @param timeout  for each cell; zero: none
    /// @param listener told of each cell, on this thread
    /// @throws IllegalArgumentException if it is no notebook, or a parameter does not fit
    /// @throws IllegalStateException    if the process was killed
    public static ExecutedNotebook execute(Job job, Duration timeout, NotebookRunner.Listener listener)
            throws IOException {
        return new NotebookProcess(job, listener).execute(timeout);
    }

    private ExecutedNotebook execute(Duration timeout) throws IOException {
        Path flags = Files.createTempFile("notebook", ".args");
        long start = System.nanoTime();
        Process process = start(flags, timeout);
        var end = new Thread(() -> end(process), "end notebook");
        Runtime.getRuntime().addShutdownHook(end);
        try {
            follow(process);
            return new ExecutedNotebook(cells, Duration.ofNanos(System.nanoTime() - start), job.out(), job.page(), runs);
        } finally {
            forget(end);
            Files.deleteIfExists(flags);
        }
    }

    private Process start(Path flags, Duration timeout) throws IOException {
        Path in = job.in().toAbsolutePath().normalize();
        Path folder = Objects.requireNonNull(in.getParent());
        Path out = job.out().toAbsolutePath().normalize();
        Path shown = folder.getRoot().equals(out.getRoot()) ? folder.relativize(out) : out;

        List<String> jvm = new ArrayList<>(KernelSpec.JVM_FLAGS);
        jvm.addAll(KernelFlags.ALL);
        jvm.addAll(List.of("-cp", absolute(System.getProperty("java.class.path"))));
        Files.write(flags, jvm.stream().map(NotebookProcess::quoted).toList()); // long command lines crash some libraries

        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "@" + flags,
                NotebookWorker.class.getName(), String.valueOf(in.getFileName()), shown.toString(),
                String.valueOf(timeout.toMillis())));
        job.parameters().forEach((name, value) -> command.add(name + "=" + value));
        return new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static String absolute(String classPath) {
        return Stream.of(classPath.split(File.pathSeparator, -1))
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static String quoted(String argument) {
        return '"' + argument.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    private void follow(Process process) throws IOException {
        var lines = new LinkedBlockingQueue<Optional<String>>(); // the pipe itself cannot be read interruptibly
        Thread.ofPlatform().daemon().name("notebook").start(() -> {
            try {
                process.inputReader().lines().map(Optional::of).forEach(lines::add);
            } finally {
                lines.add(Optional.empty());
            }
        });
        boolean interrupted = false;
        boolean more = true;
        while (more) {
            try {
                Optional<String> line = lines.take();
                more = line.isPresent();
                if (more) {
                    hear(line.get());
                }
            } catch (InterruptedException stop) {
                interrupted = true;
                process.toHandle().destroy(); // it interrupts its cell, writes what it has, and tells of it
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        } else {
            conclude(process.onExit().join().exitValue());
        }
    }

    private void hear(String line) throws IOException {
        if (line.startsWith(NotebookEvent.MARK)) {
            hear(JSON.readValue(line.substring(NotebookEvent.MARK.length()), NotebookEvent.class));
        } else {
            System.err.println(line);
        }
    }

    private void hear(NotebookEvent event) {
        switch (event) {
            case NotebookEvent.Started(int number, int of, String source) -> listener.started(number, of, source);
            case NotebookEvent.Ended ended -> {
                cells.add(ended.report());
                listener.ended(ended.report());
            }
            case NotebookEvent.Kept(String folder) -> runs.add(Run.at(Path.of(folder)));
            case NotebookEvent.Refused(String message) -> throw new IllegalArgumentException(message);
        }
    }

    /// A process that went without a word, or in the middle of a cell, was killed.
    private void conclude(int exit) {
        boolean failed = cells.stream().anyMatch(cell -> cell.state() == NotebookRunner.State.ERROR);
        if (exit != 0 && !failed) {
            throw new IllegalStateException("The process that executed " + job.in() + " ended with exit code " + exit
                    + " after " + cells.size() + " cells. What it had reached: " + job.out());
        }
    }

    private static void end(Process process) {
        process.toHandle().destroy();
        try {
            process.waitFor();
        } catch (InterruptedException again) {
            Thread.currentThread().interrupt();
        }
    }

    private static void forget(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException ending) {
            // the hook is what waits for the process
        }
    }
}
