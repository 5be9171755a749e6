package jarl.studio.plot;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Random;

/// Run folders with made-up learning: returns that rise to 500, with noise.
final class Runs {
    private Runs() {}

    /// @param episodes one row each; every 50th is followed by a row of kind iteration and one of kind system
    static Path learning(Path folder, long seed, int episodes) {
        var random = new Random(seed);
        var lines = new StringBuilder();
        int step = 0;
        for (int episode = 1; episode <= episodes; episode++) {
            double mean = 500 / (1 + Math.exp(6 - 12.0 * episode / episodes));
            int reward = (int) Math.clamp(mean + 60 * random.nextGaussian(), 8, 500);
            step += reward;
            lines.append("{\"kind\":\"episode\",\"step\":%d,\"episode\":%d,\"episode_return\":%d}\n"
                    .formatted(step, episode, reward));
            if (episode % 50 == 0) {
                lines.append(String.format(Locale.ROOT, "{\"kind\":\"iteration\",\"step\":%d,\"entropy\":%.4f}%n", step,
                        0.69 * Math.exp(-episode / 400.0)));
                lines.append("{\"kind\":\"system\",\"step\":%d,\"time\":%s}\n".formatted(step, step / 1000.0));
            }
        }
        try {
            Files.createDirectories(folder);
            Files.writeString(folder.resolve(Metrics.FILE), lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return folder;
    }
}
