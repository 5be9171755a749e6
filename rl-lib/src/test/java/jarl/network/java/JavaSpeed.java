package jarl.network.java;

import jarl.network.MinibatchSpeed;

/// Prints the Java engine's microseconds a minibatch of PPO.
final class JavaSpeed {
    private JavaSpeed() {}

    /// @param arguments number of threads
    public static void main(String[] arguments) {
        try (var engine = new JavaEngine(Integer.parseInt(arguments[0]))) {
            for (int rows : new int[] {64, 256, 2048}) {
                var speed = new MinibatchSpeed(engine, rows);
                speed.median(10_000); // warm
                System.out.printf("%d rows: %.1f us%n", rows, speed.median(10_000));
            }
        }
    }
}
