package jarl.network.torch;

import jarl.network.MinibatchSpeed;

/// Prints the torch engine's microseconds a minibatch of PPO.
final class TorchSpeed {
    private TorchSpeed() {}

    public static void main(String[] arguments) {
        try (TorchEngine engine = TorchEngine.open("cpu")) {
            for (int rows : new int[] {64, 256, 2048}) {
                var speed = new MinibatchSpeed(engine, rows);
                speed.median(1000); // warm
                System.out.printf("%d rows: %.0f us%n", rows, speed.median(2000));
            }
        }
    }
}
