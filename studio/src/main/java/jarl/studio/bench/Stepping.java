package jarl.studio.bench;

import jarl.env.Environments;
import jarl.env.NumpyRandom;
import jarl.env.VectorEnvironment;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/// CartPole stepped by random actions, several together, on one thread.
record Stepping() implements Measure {
    private static final String WORLD = "CartPole-v1";
    private static final int ROUNDS = 64; // of actions, drawn beforehand

    @Override
    public String name() {
        return "env";
    }

    @Override
    public void run(Settings settings, Consumer<Result> results, Consumer<String> notes) {
        for (int count : new int[] {1, 8, 1024, 4096}) {
            double rate = rate(count, settings);
            Map<String, Object> figures = new LinkedHashMap<>();
            figures.put("environment", WORLD);
            figures.put("num_envs", count);
            figures.put("threads", 1);
            figures.put("steps_per_s", rate);
            String words = String.format(Locale.ROOT, "%.1f million steps/s", rate / 1e6);
            results.accept(new Result(name(), count + (count == 1 ? " world" : " worlds"), words, null, figures));
        }
    }

    private static double rate(int count, Settings settings) {
        Long calls = settings.steps() == null ? null : Math.max(1, settings.steps() / ((long) count * ROUNDS));
        try (VectorEnvironment worlds = Environments.vector(WORLD, count, Map.of())) {
            long[] seeds = new long[count];
            Arrays.setAll(seeds, world -> settings.seed() + world);
            worlds.reset(seeds);
            float[][] actions = actions(count, settings.seed());
            double seconds = Stopwatch.secondsOf(calls, () -> {
                for (float[] round : actions) {
                    worlds.step(round);
                }
            });
            return count * ROUNDS / seconds;
        }
    }

    private static float[][] actions(int count, int seed) {
        var random = NumpyRandom.seeded(seed);
        float[][] actions = new float[ROUNDS][count];
        for (float[] round : actions) {
            for (int world = 0; world < count; world++) {
                round[world] = random.nextInt(2);
            }
        }
        return actions;
    }
}
