package jarl.studio.bench;

import jarl.network.Activation;
import jarl.network.Engine;
import jarl.network.Engines;
import jarl.network.Network;
import jarl.network.NetworkSpec;
import jarl.network.Rows;
import jarl.network.Tower;
import jarl.run.Version;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;

/// The network that PPO has on CartPole, an actor and a critic of 64-64 tanh, on an engine of its own.
final class PolicyAtWork implements AutoCloseable {
    static final int CHOICES = 2;

    private static final int INPUTS = 4;
    private static final List<Integer> HIDDEN = List.of(64, 64);
    private static final NetworkSpec SPEC = new NetworkSpec(
            INPUTS,
            List.of(),
            Activation.TANH,
            List.of(Tower.of("actor", HIDDEN, CHOICES, 0.01), Tower.of("critic", HIDDEN, 1, 1)));

    private final Engine engine;
    private final SplittableRandom random;
    private final int threads;
    final Network network;

    PolicyAtWork(Settings settings) {
        engine = Engines.open(settings.engine(), "auto", settings.threads());
        random = new SplittableRandom(settings.seed());
        network = engine.network(SPEC, random);
        threads = engine.name().equals("java") ? settings.threads() : 1;
    }

    /// Normally distributed observations.
    Rows observations(int count) {
        Rows rows = Rows.of(count, INPUTS);
        for (int i = 0; i < rows.data().length; i++) {
            rows.data()[i] = (float) random.nextGaussian();
        }
        return rows;
    }

    Rows outputs(int count) {
        return Rows.of(count, SPEC.outputs());
    }

    Result result(String measure, int rows, double seconds) {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("rows", rows);
        figures.put("microseconds", seconds * 1e6);
        figures.put("rows_per_s", rows / seconds);
        String words = String.format(Locale.ROOT, "%.2f µs", seconds * 1e6);
        return new Result(measure, rows + (rows == 1 ? " row" : " rows"), words, engineUsed(), figures);
    }

    private Result.EngineUsed engineUsed() {
        Map<String, String> versions = new LinkedHashMap<>();
        versions.put("jarl", Version.JARL);
        versions.put("java", Runtime.version().toString());
        versions.putAll(engine.versions());
        return new Result.EngineUsed(engine.name(), engine.device(), threads, versions);
    }

    @Override
    public void close() {
        engine.close();
    }
}
