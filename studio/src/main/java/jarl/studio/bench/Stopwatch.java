package jarl.studio.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Times work that takes micro- or milliseconds.
final class Stopwatch {
    private static final double WARM_UP = 2; // seconds of this process's CPU time, the compiler's share included
    private static final double MEASURED = 1; // seconds
    private static final double WINDOW = 200e-6; // seconds, many readings of the clock

    private Stopwatch() {}

    /// Seconds that one call takes: the median of many windows of several calls, after the same work unmeasured.
    ///
    /// @param calls to measure, after as many unmeasured; null: as many as the time above allows
    static double secondsOf(@Nullable Long calls, Runnable work) {
        warmUp(work, calls == null ? Long.MAX_VALUE : calls);
        long window = window(work);
        long measured = calls == null ? (long) (window * Math.max(1, MEASURED / time(work, window))) : calls;
        window = Math.min(measured, window);
        double[] seconds = new double[Math.toIntExact(Math.min(100_000, measured / window))];
        for (int i = 0; i < seconds.length; i++) {
            seconds[i] = time(work, window) / window;
        }
        Arrays.sort(seconds);
        return seconds[seconds.length / 2];
    }

    private static void warmUp(Runnable work, long atMost) {
        double start = cpuSeconds();
        for (long calls = 0; calls < atMost && cpuSeconds() - start < WARM_UP; calls++) {
            work.run();
        }
    }

    /// On a busy machine the clock on the wall says nothing about how far the compiler has come.
    private static double cpuSeconds() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean process
                ? process.getProcessCpuTime() / 1e9
                : System.nanoTime() / 1e9;
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
