package jarl.env;

import jarl.space.Discrete;
import jarl.space.Space;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.Map;

/// How many steps the worlds take in a second of one core, by the thread's processor time. Not a test: run its
/// `main`; it prints one JSON line a measure, the median of several runs.
final class SteppingBenchmark {
    private static final ThreadMXBean CLOCK = ManagementFactory.getThreadMXBean();
    private static final int RUNS = 7;
    private static final double SECONDS = 0.6; // of each run

    private SteppingBenchmark() {}

    public static void main(String[] arguments) {
        print("CartPole-v1, 1024 in arrays", vector(Environments.vector("CartPole-v1", 1024, Map.of())));
        print("CartPole-v1, 8 in arrays", vector(Environments.vector("CartPole-v1", 8, Map.of())));
        print("CartPole-v1, 1024 one by one",
                vector(new Vectorized(() -> Environments.make("CartPole-v1", Map.of()), 1024)));
        print("CartPole-v1, single", single(Environments.make("CartPole-v1", Map.of())));
        var board = Map.of("grid_size", 10);
        print("Snake-v1 10x10, 1024 in company", vector(Environments.vector("Snake-v1", 1024, board)));
        print("Snake-v1 10x10, single", single(Environments.make("Snake-v1", board)));
    }

    private static void print(String what, double stepsPerSecond) {
        System.out.printf("{\"measure\": \"%s\", \"million_steps_per_second\": %.1f}%n", what, stepsPerSecond / 1e6);
    }

    private static double vector(VectorEnvironment environment) {
        int count = environment.count();
        long[] seeds = new long[count];
        Arrays.setAll(seeds, i -> i);
        environment.reset(seeds);
        int choices = choices(environment.actionSpace());
        var random = NumpyRandom.seeded(1);
        float[][] actions = new float[64][count];
        for (float[] row : actions) {
            for (int i = 0; i < count; i++) {
                row[i] = random.nextInt(choices);
            }
        }
        return median(() -> {
            for (float[] row : actions) {
                environment.step(row);
            }
            return (long) count * actions.length;
        });
    }

    private static double single(Environment environment) {
        var random = NumpyRandom.seeded(1);
        environment.reset(random);
        Action[] actions = new Action[1024];
        int choices = choices(environment.actionSpace());
        Arrays.setAll(actions, i -> Action.of(random.nextInt(choices)));
        return median(() -> {
            for (Action action : actions) {
                if (environment.step(action).ended()) {
                    environment.reset(random);
                }
            }
            return actions.length;
        });
    }

    private static int choices(Space space) {
        return ((Discrete) space).n();
    }

    private interface Round {
        /// The steps taken.
        long run();
    }

    private static double median(Round round) {
        double[] rates = new double[RUNS];
        time(round, 2 * SECONDS);
        Arrays.setAll(rates, i -> time(round, SECONDS));
        Arrays.sort(rates);
        return rates[RUNS / 2];
    }

    private static double time(Round round, double seconds) {
        long steps = 0;
        long start = CLOCK.getCurrentThreadCpuTime();
        long end = start + (long) (seconds * 1e9);
        long now = start;
        while (now < end) {
            steps += round.run();
            now = CLOCK.getCurrentThreadCpuTime();
        }
        return steps / ((now - start) / 1e9);
    }
}
