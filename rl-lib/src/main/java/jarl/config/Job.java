package jarl.config;

import java.util.List;
import java.util.function.Supplier;

/// One job of a sweep.
///
/// @param number    counted from 0
/// @param overrides what makes this job, one override for each key of the command line
public record Job(int number, List<String> overrides, Supplier<Config> composition) {
    /// Composes the job's config.
    ///
    /// @throws ConfigException if these overrides make no config
    public Config config() {
        return composition.get();
    }
}
