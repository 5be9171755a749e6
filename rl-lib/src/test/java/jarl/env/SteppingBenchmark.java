package jarl.env;

import jarl.space.Discrete;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.AuxCounters;
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
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/// How many steps worlds take in a second of one core, resets and observations included, with actions drawn before. The
/// second is one of processor time, so that a machine with other work to do gives the same figure. Compiled for running
/// by the profile `bench`.
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
public class SteppingBenchmark {
    private static final int STEPS = 65_536; // of one call at least, so that reading the clock costs nothing
    private static final ThreadMXBean CLOCK = ManagementFactory.getThreadMXBean();

    /// Takes the options of JMH; prints one JSON line a measure.
    public static void main(String[] arguments) throws RunnerException, CommandLineOptionException {
        var options = new CommandLineOptions(arguments);
        var runner = new Runner(new OptionsBuilder().parent(options).include("SteppingBenchmark").build());
        for (RunResult result : runner.run()) {
            BenchmarkParams measure = result.getParams();
            double steps = result.getSecondaryResults().get("steps").getScore();
            double busy = result.getSecondaryResults().get("processorSeconds").getScore();
            String count = measure.getParamsKeys().contains("count") ? measure.getParam("count") : "alone";
            System.out.printf(Locale.ROOT,
                    "{\"world\": \"%s\", \"count\": \"%s\", \"million_steps_per_second\": %.1f}%n",
                    measure.getParam("world"), count, steps / busy / 1e6);
        }
    }

    /// What was done and what it took.
    @AuxCounters
    @State(Scope.Thread)
    public static class Counter {
        public long steps;
        public double processorSeconds;

        void add(long done, long since) {
            steps += done;
            processorSeconds += (CLOCK.getCurrentThreadCpuTime() - since) / 1e9;
        }
    }

    /// Worlds stepped together.
    @State(Scope.Thread)
    public static class Company {
        @Param({"CartPole-v1", "Snake-v1"})
        public String world;

        @Param({"1", "8", "1024", "4096"})
        public int count;

        VectorEnvironment worlds;
        float[][] actions;

        @Setup
        public void reset() {
            worlds = Environments.vector(world, count, options(world));
            worlds.reset(new long[count]);
            var random = NumpyRandom.seeded(1);
            int choices = ((Discrete) worlds.actionSpace()).n();
            actions = new float[Math.max(64, STEPS / count)][count];
            for (float[] row : actions) {
                for (int i = 0; i < count; i++) {
                    row[i] = random.nextInt(choices);
                }
            }
        }
    }

    /// One world through the ordinary interface.
    @State(Scope.Thread)
    public static class Single {
        @Param({"CartPole-v1", "Snake-v1"})
        public String world;

        Environment environment;
        NumpyRandom random;
        Action[] actions;

        @Setup
        public void reset() {
            environment = Environments.make(world, options(world));
            random = NumpyRandom.seeded(1);
            environment.reset(random);
            int choices = ((Discrete) environment.actionSpace()).n();
            actions = new Action[STEPS];
            Arrays.setAll(actions, i -> Action.of(random.nextInt(choices)));
        }
    }

    private static Map<String, Object> options(String world) {
        return world.equals("Snake-v1") ? Map.of("grid_size", 10) : Map.of();
    }

    @Benchmark
    public float[] together(Company company, Counter counter) {
        long start = CLOCK.getCurrentThreadCpuTime();
        for (float[] row : company.actions) {
            company.worlds.step(row);
        }
        counter.add((long) company.actions.length * company.count, start);
        return company.worlds.observations();
    }

    @Benchmark
    public double alone(Single single, Counter counter) {
        long start = CLOCK.getCurrentThreadCpuTime();
        double reward = 0;
        for (Action action : single.actions) {
            Step step = single.environment.step(action);
            reward += step.reward();
            if (step.ended()) {
                single.environment.reset(single.random);
            }
        }
        counter.add(STEPS, start);
        return reward;
    }
}
