package jarl.run;

import jarl.config.Config;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/// What it takes to read, compose, check and resolve the config of an experiment, files and records included. To be run
/// from the repository's root; compiled for running by the profile `bench`.
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class ComposeBenchmark {
    private static final Path CONFIGS = Path.of("configs");

    /// Takes the options of JMH.
    public static void main(String[] arguments) throws RunnerException, CommandLineOptionException {
        var options = new CommandLineOptions(arguments);
        new Runner(new OptionsBuilder().parent(options).include("ComposeBenchmark").build()).run();
    }

    @Benchmark
    public String composeCheckAndResolve() {
        Config config = Configs.experiment(CONFIGS, List.of("experiment=cartpole_ppo", "seed=7"));
        return config.toResolvedYaml();
    }
}
