package jarl.studio.launch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import jarl.run.MetricsTail;
import jarl.run.Progress;
import jarl.run.Run;
import jarl.run.RunState;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Follows a run by its files while another process trains it, or this one.
public final class RunFollower {
    private static final Duration PAUSE = Duration.ofMillis(250);
    private static final JsonMapper JSON = new JsonMapper();

    private final Underway training;
    private final Run run;
    private final RunWatcher watcher;
    private final MetricsTail rows;
    private final long numSteps;
    private boolean begun;
    private OffsetDateTime started = OffsetDateTime.MIN;
    private final List<Progress.EndedEpisode> ended = new ArrayList<>();
    private long episodes;
    private double meanReturn = Double.NaN;
    private double stepsPerSecond;
    private double bestReturn = Double.NEGATIVE_INFINITY;

    /// @param training may not have begun yet
    public RunFollower(Underway training, RunWatcher watcher) {
        this.training = training;
        this.watcher = watcher;
        run = training.run();
        rows = new MetricsTail(run);
        numSteps = ((Number) Objects.requireNonNull(run.config().value("trainer.num_steps"))).longValue();
    }

    /// Tells the watcher all that the run has written so far and then what it writes, until nobody trains it any more.
    ///
    /// @throws InterruptedException if this thread is interrupted; the run goes on
    public static void follow(Run run, RunWatcher watcher) throws InterruptedException {
        follow(ProcessTraining.of(run), watcher);
    }

    /// The same for one that may not have begun yet.
    public static void follow(Underway training, RunWatcher watcher) throws InterruptedException {
        new RunFollower(training, watcher).follow();
    }

    /// Waits for the beginning of the run, and tells the watcher what it has written by now.
    ///
    /// @param patience how long at most; a run that has not begun by then is told of by [#follow()]
    public void catchUp(Duration patience) throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        while (waits() && System.nanoTime() < end) {
            Thread.sleep(PAUSE);
        }
        if (!waits()) {
            begin();
            rows.next().forEach(this::row);
        }
    }

    private boolean waits() {
        return run.state() == RunState.QUEUED && !training.isOver();
    }

    private void begin() {
        if (begun) {
            return;
        }
        begun = true;
        String start = run.record().start();
        started = start == null ? OffsetDateTime.now(ZoneId.systemDefault()) : OffsetDateTime.parse(start);
        watcher.started(run);
    }

    /// Tells the watcher what has not been told yet and then what the run writes, until nobody trains it any more.
    ///
    /// @throws InterruptedException if this thread is interrupted; the run goes on
    public void follow() throws InterruptedException {
        while (waits()) {
            Thread.sleep(PAUSE);
        }
        begin();
        boolean more = true;
        while (more) {
            boolean over = training.isOver(); // asked first, so that its last rows are read
            List<String> lines = rows.next();
            lines.forEach(this::row);
            more = !over || !lines.isEmpty();
            if (!over && lines.isEmpty()) {
                Thread.sleep(PAUSE);
            }
        }
        watcher.ended(run);
    }

    private void row(String line) {
        JsonNode row = parsed(line);
        if (row == null) {
            return;
        }
        switch (row.path("kind").asText()) {
            case "episode" -> episode(row);
            case "system" -> stepsPerSecond = number(row.path("steps_per_second"));
            case "iteration" -> watcher.iterated(progress(row));
            case "evaluation" -> evaluation(row);
            default -> {} // a kind of a later version
        }
    }

    /// @return null for a line that is no row: a resumed run may have cut one
    private static @Nullable JsonNode parsed(String line) {
        try {
            return JSON.readTree(line);
        } catch (JsonProcessingException cut) {
            return null;
        }
    }

    private void episode(JsonNode row) {
        episodes = row.path("episode").asLong();
        ended.add(new Progress.EndedEpisode(number(row.path("episode_return")), row.path("episode_length").asInt()));
    }

    private void evaluation(JsonNode row) {
        double mean = number(row.path("mean_return"));
        boolean best = mean >= bestReturn;
        bestReturn = Math.max(bestReturn, mean);
        watcher.evaluated(row.path("step").asLong(), mean, row.path("episodes").asInt(), best);
    }

    private Progress progress(JsonNode row) {
        Map<String, Double> measures = new LinkedHashMap<>();
        row.properties().forEach(value -> measures.put(value.getKey(), number(value.getValue())));
        measures.keySet().removeIf(name -> name.equals("kind") || name.equals("step") || name.equals("iteration"));
        Double mean = measures.remove("mean_return_100");
        meanReturn = mean == null ? meanReturn : mean;
        long step = row.path("step").asLong();
        Duration elapsed = sinceStart();
        double speed = stepsPerSecond > 0 ? stepsPerSecond : 1000.0 * step / Math.max(1, elapsed.toMillis());
        List<Progress.EndedEpisode> now = List.copyOf(ended);
        ended.clear();
        return new Progress(
                step,
                numSteps,
                row.path("iteration").asLong(),
                episodes,
                meanReturn,
                speed,
                elapsed,
                measures,
                now);
    }

    /// By the clock on the wall, since another process has started it; zero where that went backwards.
    private Duration sinceStart() {
        Duration elapsed = Duration.between(started, OffsetDateTime.now(ZoneId.systemDefault()));
        return elapsed.isNegative() ? Duration.ZERO : elapsed;
    }

    /// Values that are not finite are written as texts.
    private static double number(JsonNode value) {
        return switch (value.asText()) {
            case "NaN" -> Double.NaN;
            case "Infinity" -> Double.POSITIVE_INFINITY;
            case "-Infinity" -> Double.NEGATIVE_INFINITY;
            default -> value.asDouble(Double.NaN);
        };
    }
}
