package jarl.studio.bench;

import jarl.network.Rows;
import java.util.function.Consumer;

/// A policy's outputs for 1, 8, 64 and 1024 observations.
record Inference() implements Measure {
    @Override
    public String name() {
        return "inference";
    }

    @Override
    public void run(Settings settings, Consumer<Result> results, Consumer<String> notes) {
        try (var policy = new PolicyAtWork(settings)) {
            for (int count : new int[] {1, 8, 64, 1024}) {
                Rows x = policy.observations(count);
                Rows y = policy.outputs(count);
                double seconds = Stopwatch.secondsOf(settings.steps(), () -> policy.network.infer(x, y));
                results.accept(policy.result(name(), count, seconds));
            }
        }
    }
}
