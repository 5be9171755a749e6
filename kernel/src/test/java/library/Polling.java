package library;

/// A library that looks at its interrupt flag between the steps it lets others take, as training does.
public final class Polling {
    private Polling() {}

    /// Steps until it is interrupted, then steps once more to put things in order.
    ///
    /// @return the number of steps
    public static long untilInterrupted(Runnable step) {
        long steps = 0;
        while (!Thread.interrupted()) {
            step.run();
            steps++;
        }
        step.run();
        return steps + 1;
    }
}
