package jarl.studio.launch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jarl.run.Progress;
import jarl.run.Progress.EndedEpisode;
import jarl.run.Run;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.DoubleSummaryStatistics;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Writes `@METRIC {…}` lines for a controller that started this process: one for each iteration, with RLlib's names, to
/// which its display is used. Rewards are over the last 100 episodes. What is not known yet is null.
///
/// The controller asks for them by the environment variable [#SOURCE], whose value the lines bear.
public final class MetricLines implements RunWatcher {
    /// Names the controller; without it no line is written.
    public static final String SOURCE = "CONTROLLER_METRICS";
    static final String MARK = "@METRIC ";
    private static final int WINDOW = 100;
    private static final String POLICY = "default_policy";
    private static final JsonMapper JSON = new JsonMapper();

    private final String source;
    private final Consumer<String> out;
    private final ArrayDeque<EndedEpisode> recent = new ArrayDeque<>();
    private int workers = 1;
    private long steps;
    private Duration elapsed = Duration.ZERO;

    /// @param source the label of the lines
    /// @param out    takes each line
    public MetricLines(String source, Consumer<String> out) {
        this.source = source;
        this.out = out;
    }

    /// Lines on `out` where a controller asked for them, else null.
    public static @Nullable MetricLines where(@Nullable String source, PrintWriter out) {
        return source == null || source.isBlank() ? null : new MetricLines(source, line -> {
            out.println(line);
            out.flush();
        });
    }

    @Override
    public void started(Run run) {
        workers = run.config().value("environment.num_envs") instanceof Number count ? count.intValue() : 1;
    }

    @Override
    public void iterated(Progress progress) {
        for (EndedEpisode episode : progress.ended()) {
            recent.add(episode);
            if (recent.size() > WINDOW) {
                recent.remove();
            }
        }
        out.accept(MARK + json(progress));
        steps = progress.steps();
        elapsed = progress.elapsed();
    }

    private String json(Progress progress) {
        long fresh = progress.steps() - steps;
        double seconds = seconds(progress.elapsed().minus(elapsed));
        DoubleSummaryStatistics rewards =
                recent.stream().mapToDouble(EndedEpisode::episodeReturn).summaryStatistics();
        ObjectNode line = JSON.createObjectNode();
        line.put("kind", "iteration").put("source", source).put("training_iteration", progress.iteration());
        line.put("timesteps_total", progress.steps());
        line.put("time_this_iter_s", seconds).put("time_total_s", seconds(progress.elapsed()));
        line.put("episodes_total", progress.episodes()).put("episodes_this_iter", progress.ended().size());
        put(line, "episode_reward_mean", rewards.getCount() == 0 ? Double.NaN : rewards.getAverage());
        put(line, "episode_reward_min", rewards.getMin());
        put(line, "episode_reward_max", rewards.getMax());
        put(line, "episode_len_mean", meanLength(recent));
        for (String counted : new String[] {"env", "agent"}) {
            line.put("num_" + counted + "_steps_sampled", progress.steps());
            line.put("num_" + counted + "_steps_trained", progress.steps());
        }
        line.put("env_steps_this_iter", fresh);
        put(line, "env_throughput", seconds > 0 ? fresh / seconds : progress.stepsPerSecond());
        line.put("num_workers", workers);
        line.putObject("custom_metrics");
        policy(line.putObject("policies").putObject(POLICY), rewards, progress);
        return written(line);
    }

    private void policy(ObjectNode policy, DoubleSummaryStatistics rewards, Progress progress) {
        put(policy, "reward_mean", rewards.getCount() == 0 ? Double.NaN : rewards.getAverage());
        put(policy, "reward_min", rewards.getMin());
        put(policy, "reward_max", rewards.getMax());
        put(policy, "episode_len_mean", meanLength(recent));
        policy.put("completed_episodes", progress.ended().size());
        ObjectNode learner = policy.putObject("learner");
        progress.measures().forEach((name, value) -> put(learner, name, value));
        policy.putObject("custom_metrics");
    }

    private static double meanLength(Collection<EndedEpisode> episodes) {
        return episodes.stream().mapToInt(EndedEpisode::length).average().orElse(Double.NaN);
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }

    /// JSON has no words for what is not finite.
    private static void put(ObjectNode into, String name, double value) {
        if (Double.isFinite(value)) {
            into.put(name, value);
        } else {
            into.putNull(name);
        }
    }

    private static String written(ObjectNode line) {
        try {
            return JSON.writeValueAsString(line);
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
