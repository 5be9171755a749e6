package jarl.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// How the process of a run ended that could not say so itself.
final class ProcessEnd {
    /// A shell's exit code of a process that a signal has ended is this and the signal's number.
    private static final int SIGNALLED = 128;

    private static final Map<Integer, String> SIGNALS = Map.ofEntries(
            Map.entry(1, "SIGHUP"),
            Map.entry(2, "SIGINT"),
            Map.entry(3, "SIGQUIT"),
            Map.entry(4, "SIGILL"),
            Map.entry(6, "SIGABRT"),
            Map.entry(7, "SIGBUS"),
            Map.entry(8, "SIGFPE"),
            Map.entry(9, "SIGKILL"),
            Map.entry(11, "SIGSEGV"),
            Map.entry(13, "SIGPIPE"),
            Map.entry(15, "SIGTERM"),
            Map.entry(24, "SIGXCPU"),
            Map.entry(25, "SIGXFSZ"));

    /// SIGHUP, SIGINT, SIGTERM: somebody wanted it to stop.
    private static final Set<Integer> ASKED = Set.of(1, 2, 15);

    private ProcessEnd() {}

    /// Whether the record speaks of a process of this machine that is no more: it runs and nobody trains it, or it waits
    /// for a process that has ended.
    static boolean isOf(Run run, RunRecord record) {
        boolean running = record.state().equals(RunState.RUNNING.label());
        boolean queued = record.state().equals(RunState.QUEUED.label());
        return (running || (queued && exitCode(run) != null))
                && record.host().equals(Machine.host())
                && run.trainer().isEmpty();
    }

    /// The record with what is known of the end: the exit code where whoever started the process kept it, and the last
    /// sign of life.
    static RunRecord tell(Run run, RunRecord record) {
        Integer code = exitCode(run);
        String how = code == null
                ? "Its process ended without a word: it was killed, ran out of memory, or the machine went down."
                : words(code) + " See " + run.folder().log().getFileName() + ".";
        boolean resumable = run.checkpoints().last().isPresent();
        boolean asked = code != null && wasAsked(code);
        return record.ended(
                asked ? RunState.INTERRUPTED : RunState.ERROR, lastSign(run), how + (resumable ? " Its last checkpoint is kept; resume it." : ""));
    }

    private static @Nullable Integer exitCode(Run run) {
        try {
            return Integer.valueOf(Files.readString(run.folder().exitCode()).strip());
        } catch (IOException | NumberFormatException unknown) {
            return null;
        }
    }

    /// Whether a signal has ended it by which somebody wanted it to stop.
    static boolean wasAsked(int exitCode) {
        return ASKED.contains(exitCode - SIGNALLED);
    }

    static String words(int exitCode) {
        String signal = SIGNALS.get(exitCode - SIGNALLED);
        if (signal == null) {
            return "Its process ended with exit code " + exitCode + ".";
        }
        String likely = signal.equals("SIGKILL") ? ", by somebody or because the machine had no memory left" : "";
        return "Its process was killed by " + signal + " (signal " + (exitCode - SIGNALLED) + ")" + likely + ".";
    }

    private static String lastSign(Run run) {
        return Stream.of(run.folder().record(), run.folder().metrics(), run.folder().log())
                .flatMap(ProcessEnd::modified)
                .max(Instant::compareTo)
                .map(sign -> sign.truncatedTo(ChronoUnit.MILLIS)
                        .atZone(ZoneId.systemDefault())
                        .toOffsetDateTime()
                        .toString())
                .orElseGet(RunFiles::now);
    }

    private static Stream<Instant> modified(Path file) {
        try {
            return Stream.of(Files.getLastModifiedTime(file).toInstant());
        } catch (IOException missing) {
            return Stream.empty();
        }
    }
}
