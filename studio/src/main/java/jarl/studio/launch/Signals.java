package jarl.studio.launch;

import java.io.File;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Supplier;

/// Ends a process by steps: asked to stop, as by Ctrl-C, then told to, then killed.
final class Signals {
    private static final List<String> STEPS = List.of("INT", "TERM", "KILL");
    private static final Duration PAUSE = Duration.ofMillis(50);

    private Signals() {}

    /// @param process its number, empty when it is gone
    /// @param grace   how long each step may take until the next
    static void stop(Supplier<OptionalLong> process, Duration grace) throws InterruptedException {
        for (String signal : STEPS) {
            OptionalLong number = process.get();
            if (number.isEmpty()) {
                return;
            }
            send(signal, number.getAsLong());
            long deadline = System.nanoTime() + grace.toNanos();
            while (process.get().isPresent() && System.nanoTime() < deadline) {
                Thread.sleep(PAUSE);
            }
        }
    }

    private static void send(String signal, long process) throws InterruptedException {
        if (File.separatorChar == '\\') { // no signals there: the nearest is to end it
            ProcessHandle.of(process).ifPresent(signal.equals("KILL") ? ProcessHandle::destroyForcibly : ProcessHandle::destroy);
            return;
        }
        try {
            new ProcessBuilder("kill", "-s", signal, Long.toString(process))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException noKill) {
            throw new IllegalStateException("Cannot send SIG" + signal + " to process " + process + ": " + noKill.getMessage(),
                    noKill);
        }
    }
}
