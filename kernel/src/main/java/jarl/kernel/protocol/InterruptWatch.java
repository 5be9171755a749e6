package jarl.kernel.protocol;

import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.Future;
import jarl.kernel.JavaSession;
import org.jspecify.annotations.Nullable;

/// Interrupts the running cell, and says what is waited for where the cell does not stop.
final class InterruptWatch {
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Future<JavaSession> session;
    private final Publisher publisher;

    InterruptWatch(Future<JavaSession> session, Publisher publisher) {
        this.session = session;
        this.publisher = publisher;
    }

    /// @param request whose cell runs, null if none
    void interrupt(@Nullable Message request) {
        if (request != null && session.state() == Future.State.SUCCESS) {
            JavaSession running = session.resultNow();
            running.interrupt();
            Thread.ofPlatform().daemon().name("interrupt").start(() -> explain(running, request));
        }
    }

    private void explain(JavaSession running, Message request) {
        try {
            Thread.sleep(PATIENCE);
        } catch (InterruptedException e) {
            return;
        }
        if (running.interrupted()) {
            String where = callOfTheCell(running.trace());
            publisher.print(request, true, "The interrupt waits for " + where
                    + ", which cannot be interrupted from outside. Restart the kernel to end it at once.\n");
        }
    }

    /// What the cell called and waits for: the frame above the cell's own.
    private static String callOfTheCell(StackTraceElement[] frames) {
        return Arrays.stream(frames)
                .takeWhile(frame -> !frame.getClassName().startsWith("REPL."))
                .reduce((inner, outer) -> outer)
                .map(frame -> frame.getClassName() + "." + frame.getMethodName())
                .orElse("a call");
    }
}
