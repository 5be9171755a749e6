package jarl.run;

import static jarl.config.Checks.atLeast;
import static jarl.config.Checks.oneOf;

import jarl.config.Default;
import jarl.run.logger.LoggerConfig;

/// The settings at the root of a config, beside its groups.
public record RootConfig(
        @Default("42") int seed, // of everything random in the run
        @Default("auto") String device, // auto | cpu | cuda | mps
        @Default("auto") String engine, // auto | java | torch
        @Default("1") int threads, // of the Java engine; the results do not depend on it
        @Default("{}") LoggerConfig logger) { // here, not with its options, so that several of them add up

    public RootConfig {
        atLeast("seed", 0, seed);
        oneOf("device", device, "auto", "cpu", "cuda", "mps");
        oneOf("engine", engine, "auto", "java", "torch");
        atLeast("threads", 1, threads);
    }
}
