package jarl.kernel.magic;

import java.time.Duration;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// How long Java takes: `%time`, `%%time`, `%timeit`.
final class TimeMagics {
    private static final Duration ENOUGH = Duration.ofMillis(200); // a shorter batch says little
    private static final int BATCHES = 7;

    private TimeMagics() {}

    static void register(Magics magics, MagicSession session) {
        magics.line("time", "JAVA", "how long Java takes, once", java -> time(session, java));
        magics.cell("time", "", "how long the cell takes", (arguments, body) -> time(session, body));
        magics.line("timeit", "STATEMENT", "how long a statement takes, run many times", java -> timeit(session, java));
    }

    private static @Nullable Object time(MagicSession session, String java) {
        long start = System.nanoTime();
        try {
            return session.evaluate(java);
        } finally {
            System.out.println("Wall time: " + words((double) (System.nanoTime() - start)));
        }
    }

    /// The statement is compiled once, then run in batches; the median is told, which one slow batch does not move.
    private static @Nullable Object timeit(MagicSession session, String java) throws Exception {
        String body = java.strip().endsWith(";") || java.strip().endsWith("}") ? java : java + ";";
        var once = (Repeated) session.evaluate("(" + Repeated.class.getCanonicalName() + ") (repeats_ -> {"
                + " for (long repeat_ = 0; repeat_ < repeats_; repeat_++) { " + body + " } })");
        if (once == null) {
            throw MagicSession.Failed.because("%timeit needs a statement, e.g. %timeit Math.sqrt(2)");
        }
        long repeats = 1;
        long taken = nanos(once, repeats);
        while (taken < ENOUGH.toNanos() / 2) {
            repeats *= taken < ENOUGH.toNanos() / 20 ? 10 : 2;
            taken = nanos(once, repeats);
        }
        var perLoop = new double[BATCHES];
        for (int i = 0; i < BATCHES; i++) {
            perLoop[i] = (double) nanos(once, repeats) / repeats;
        }
        Arrays.sort(perLoop);
        System.out.println(words(perLoop[BATCHES / 2]) + " per loop (median of " + BATCHES + " batches of " + repeats
                + "; " + words(perLoop[0]) + " to " + words(perLoop[BATCHES - 1]) + ")");
        return null;
    }

    private static long nanos(Repeated work, long repeats) throws Exception {
        long start = System.nanoTime();
        work.run(repeats);
        return System.nanoTime() - start;
    }

    static String words(double nanos) {
        if (nanos < 1e3) {
            return String.format(java.util.Locale.ROOT, "%.1f ns", nanos);
        }
        if (nanos < 1e6) {
            return String.format(java.util.Locale.ROOT, "%.1f µs", nanos / 1e3);
        }
        if (nanos < 1e9) {
            return String.format(java.util.Locale.ROOT, "%.1f ms", nanos / 1e6);
        }
        return String.format(java.util.Locale.ROOT, "%.2f s", nanos / 1e9);
    }
}
