package jarl.run;

import java.time.Duration;

/// The time since a training was started or resumed, and its speed.
final class Stopwatch {
    private final long started = System.nanoTime();
    private long stepsBefore;

    /// @param steps taken before this training
    void countFrom(long steps) {
        stepsBefore = steps;
    }

    Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - started);
    }

    double seconds() {
        return elapsed().toNanos() / 1e9;
    }

    double perSecond(long steps) {
        return (steps - stepsBefore) / seconds();
    }
}
