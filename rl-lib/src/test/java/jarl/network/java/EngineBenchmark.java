package jarl.network.java;

import jarl.network.Activation;
import jarl.network.Network;
import jarl.network.NetworkSpec;
import jarl.network.Optimizer;
import jarl.network.OptimizerConfig;
import jarl.network.Rows;
import jarl.network.Tower;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/// What the Java engine takes for inference, for each part of a minibatch and for the whole, on an actor and a critic
/// of two equal hidden layers. Compiled for running by the profile `bench`.
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgs = {"--add-modules=jdk.incubator.vector", "-XX:+UseSerialGC"})
public class EngineBenchmark {
    @Param({"64", "256", "512", "1024"})
    public int width;

    @Param({"1", "64", "256"})
    public int rows;

    @Param("1")
    public int threads;

    private JavaEngine engine;
    private Network network;
    private Optimizer optimizer;
    private Rows x;
    private Rows y;
    private Rows dy;

    /// Takes the options of JMH: `-p threads=1,2 -p rows=64 minibatch`.
    public static void main(String[] arguments) throws RunnerException, CommandLineOptionException {
        var options = new CommandLineOptions(arguments);
        var all = new OptionsBuilder().parent(options);
        new Runner(options.getIncludes().isEmpty() ? all.include("EngineBenchmark").build() : all.build()).run();
    }

    @Setup
    public void open() {
        engine = new JavaEngine(threads);
        var hidden = List.of(width, width);
        var towers = List.of(Tower.of("actor", hidden, 2, 0.01), Tower.of("critic", hidden, 1, 1));
        network = engine.network(new NetworkSpec(4, List.of(), Activation.TANH, towers), new SplittableRandom(1));
        optimizer = network.optimizer(OptimizerConfig.adam(1e-5));
        x = random(4);
        dy = random(3);
        y = Rows.of(rows, 3);
    }

    private Rows random(int columns) {
        var random = new SplittableRandom(2);
        Rows drawn = Rows.of(rows, columns);
        for (int i = 0; i < drawn.data().length; i++) {
            drawn.data()[i] = (float) random.nextGaussian() / rows;
        }
        return drawn;
    }

    @TearDown
    public void close() {
        engine.close();
    }

    @Benchmark
    public void infer() {
        network.infer(x, y);
    }

    @Benchmark
    public void forward() {
        network.forward(x, y);
    }

    @Benchmark
    public void step() {
        optimizer.step(3e-4f, 0.5f);
    }

    @Benchmark
    public void minibatch() {
        network.forward(x, y);
        network.backward(dy, null);
        optimizer.step(3e-4f, 0.5f);
    }
}
