package jarl.run;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// `run.json`: what a run is, where it stands, and what made it. Times are ISO 8601 with their offset.
///
/// @param id           the folder below `outputs/`: `2026-11-20/13-24-37`
/// @param state        queued, running, interrupted, completed or error
/// @param environment  the catalogue's name of the world
/// @param engine       `java` or `torch`; `foreign` where a program of any make trains
/// @param device       `cpu`, `cuda:0`, `mps`
/// @param versions     of jarl, java, and of djl and torch where they computed
/// @param git          commit, and whether files differed from it; null outside a repository
/// @param steps        environment steps taken when this was written
/// @param best         the best evaluation on the validation seeds so far
/// @param error        what stopped it, in one line
/// @param reproducible whether the same seed gives the same bits again
@JsonPropertyOrder({"id", "state", "algorithm", "environment", "seed", "engine", "device", "threads", "steps"})
public record RunRecord(
        String id,
        String state,
        String algorithm,
        String environment,
        long seed,
        String engine,
        String device,
        int threads,
        Map<String, String> versions,
        String host,
        @Nullable Git git,
        @Nullable String start,
        @Nullable String end,
        long steps,
        @Nullable Best best,
        @Nullable String error,
        boolean reproducible) {

    public record Git(String commit, boolean dirty) {}

    /// The best evaluation so far.
    ///
    /// @param step       of the checkpoint
    /// @param meanReturn greedy, over the validation seeds
    public record Best(long step, @JsonProperty("mean_return") double meanReturn) {}

    /// Of a run that nobody trains yet: engine and device are those asked for.
    static RunRecord queued(String id, Experiment experiment) {
        RootConfig root = experiment.root();
        return new RunRecord(
                id, RunState.QUEUED.label(), experiment.algorithm().name(), experiment.environment().name(), root.seed(),
                root.engine(), root.device(), root.threads(), Map.of("jarl", Version.JARL), Machine.host(), null, null,
                null, 0, null, null, false);
    }

    /// Of a run that a program of any make trains.
    static RunRecord foreign(String id, String algorithm, String environment) {
        return new RunRecord(
                id, RunState.QUEUED.label(), algorithm, environment, 0, ForeignRun.ENGINE, "unknown", 0,
                Map.of("jarl", Version.JARL), Machine.host(), null, null, null, 0, null, null, false);
    }

    RunRecord named(String newId) {
        return new RunRecord(
                newId, state, algorithm, environment, seed, engine, device, threads, versions, host, git, start, end,
                steps, best, error, reproducible);
    }

    RunRecord running(String now) {
        return new RunRecord(
                id, RunState.RUNNING.label(), algorithm, environment, seed, engine, device, threads, versions, host, git,
                start == null ? now : start, null, steps, best, null, reproducible);
    }

    RunRecord at(long newSteps, @Nullable Best newBest) {
        return new RunRecord(
                id, state, algorithm, environment, seed, engine, device, threads, versions, host, git, start, end,
                newSteps, newBest, error, reproducible);
    }

    RunRecord ended(RunState how, String now, @Nullable String problem) {
        return new RunRecord(
                id, how.label(), algorithm, environment, seed, engine, device, threads, versions, host, git, start, now,
                steps, best, problem, reproducible);
    }
}
