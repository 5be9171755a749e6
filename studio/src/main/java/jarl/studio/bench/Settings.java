package jarl.studio.bench;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// How to measure.
///
/// @param recipes names of published hyperparameters; empty: all that a measure knows
/// @param engine  `auto`, `java` or `torch`
/// @param threads of the Java engine
/// @param seed    of everything random
/// @param steps   environment steps of a training, or of stepping; calls of what is measured by the call; null: as many
///                as the recipe has, or as a second or two allows
public record Settings(List<String> recipes, String engine, int threads, int seed, @Nullable Long steps) {
    public Settings {
        recipes = List.copyOf(recipes);
        if (threads < 1) {
            throw new IllegalArgumentException("--threads is " + threads + "; it must be at least 1");
        }
        if (seed < 0) {
            throw new IllegalArgumentException("--seed is " + seed + "; it must be at least 0");
        }
        if (steps != null && steps < 1) {
            throw new IllegalArgumentException("--steps is " + steps + "; it must be at least 1");
        }
    }
}
