package jarl.studio.bench;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Times work that takes micro- or milliseconds.
final class Stopwatch {
    private static final double WARM_UP = 1.5; // seconds: until the compiler has been by
    private static final double MEASURED = 1; // seconds
    private static final double WINDOW = 200e-6; // seconds, many readings of the clock

    private Stopwatch() {}

    /// Seconds that one call takes: the median of many windows of several calls, after the same work unmeasured.
    ///
    /// @param calls to measure, after as many unmeasured; null: as many as the time above allows
    static double secondsOf(@Nullable Long calls, Runnable work) {
        long warmUp = repeat(work, calls == null ? Long.MAX_VALUE : calls, WARM_UP);
        long measured = calls == null ? (long) Math.max(1, warmUp * MEASURED / WARM_UP) : calls;
        long window = Math.min(measured, window(work));
        double[] seconds = new double[Math.toIntExact(Math.min(100_000, measured / window))];
        for (int i = 0; i < seconds.length; i++) {
            seconds[i] = time(work, window) / window;
        }
        Arrays.sort(seconds);
        return seconds[seconds.length / 2];
    }

    /// @return the calls made
    private static long repeat(Runnable work, long atMost, double seconds) {
        long start = System.nanoTime();
        long calls = 0;
        while (calls < atMost && System.nanoTime() - start < seconds * 1e9) {
            work.run();
            calls++;
        }
        return calls;
    }

    /// How many calls make a window.
    private static long window(Runnable work) {
        long calls = 1;
        while (calls < 1 << 20 && time(work, calls) < WINDOW) {
            calls *= 2;
        }
        return calls;
    }

    private static double time(Runnable work, long calls) {
        long start = System.nanoTime();
        for (long i = 0; i < calls; i++) {
            work.run();
        }
        return (System.nanoTime() - start) / 1e9;
    }
}
