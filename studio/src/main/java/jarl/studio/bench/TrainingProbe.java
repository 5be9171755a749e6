package jarl.studio.bench;

import com.fasterxml.jackson.databind.json.JsonMapper;
import jarl.config.Config;
import jarl.env.Environments;
import jarl.run.Configs;
import jarl.run.Progress;
import jarl.run.Run;
import jarl.run.RunRecord;
import jarl.run.Training;
import jarl.run.TrainingListener;
import jarl.run.Workspace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The program of a measured training: trains, and prints a JSON line when CartPole is solved, and one at the end.
///
/// Solved is a mean return of the last 100 training episodes that reaches the world's threshold.
public final class TrainingProbe implements TrainingListener {
    private static final JsonMapper JSON = new JsonMapper();
    private static final List<String> UNDISTURBED =
            List.of("logger=disabled", "trainer.eval_every=0", "trainer.save_every=0");
    private static final int EPISODES = 100;

    private final Map<String, Object> figures = new LinkedHashMap<>();
    private long begun;
    private long half;
    private long halfSteps;

    private TrainingProbe() {}

    /// Trains, and exits with 1 where that fails.
    ///
    /// @param overrides of the primary config
    public static void main(String[] overrides) throws IOException {
        Path outputs = Files.createTempDirectory("jarl-bench");
        boolean trained;
        try {
            trained = train(outputs, List.of(overrides));
        } finally {
            delete(outputs);
        }
        System.exit(trained ? 0 : 1);
    }

    private static boolean train(Path outputs, List<String> overrides) {
        List<String> all = new ArrayList<>(UNDISTURBED);
        all.addAll(overrides);
        try {
            Config config = Configs.composer(Workspace.around(Path.of("")).shownConfigs()).compose("config", all);
            Training.train(config, outputs, new TrainingProbe());
            return true;
        } catch (RuntimeException failure) {
            System.err.println(failure.getMessage());
            return false;
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    @Override
    public void started(Run run) {
        begun = System.nanoTime();
    }

    @Override
    public void iterated(Progress progress) {
        long now = System.nanoTime();
        figures.put("steps", progress.steps());
        figures.put("steps_per_s", rate(progress.steps(), now - begun));
        if (halfSteps == 0 && progress.steps() >= progress.numSteps() / 2) {
            half = now;
            halfSteps = progress.steps();
        } else if (halfSteps > 0) {
            figures.put("steps_per_s_second_half", rate(progress.steps() - halfSteps, now - half));
        }
        if (!figures.containsKey("solved_steps") && solved(progress)) {
            figures.put("solved_steps", progress.steps());
            figures.put("solved_s", (now - begun) / 1e9);
            print(figures);
        }
    }

    private static double rate(long steps, long nanoseconds) {
        return steps / (nanoseconds / 1e9);
    }

    private static boolean solved(Progress progress) {
        double threshold = Environments.entry("CartPole-v1").rewardThreshold().orElseThrow();
        return progress.episodes() >= EPISODES && progress.meanReturn() >= threshold;
    }

    @Override
    public void ended(Run run) {
        RunRecord record = run.record();
        figures.put("engine", record.engine());
        figures.put("device", record.device());
        figures.put("threads", record.threads());
        figures.put("seed", record.seed());
        figures.put("versions", record.versions());
        Double memory = peakMegabytes();
        if (memory != null) {
            figures.put("peak_rss_mb", memory);
        }
        print(figures);
    }

    private static void print(Map<String, Object> line) {
        try {
            System.out.println(JSON.writeValueAsString(line));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /// The most memory that this process has held, as the kernel counts it; null where it does not tell.
    private static @Nullable Double peakMegabytes() {
        try (Stream<String> lines = Files.lines(Path.of("/proc/self/status"))) {
            return lines.filter(line -> line.startsWith("VmHWM:"))
                    .map(line -> Double.parseDouble(line.replaceAll("\\D", "")) * 1024 / 1e6)
                    .findFirst()
                    .orElse(null);
        } catch (IOException notLinux) {
            return null;
        }
    }
}
