package jarl.studio.launch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import jarl.config.Config;
import jarl.config.ConfigException;
import jarl.config.Job;
import jarl.run.Configs;
import jarl.run.Experiment;
import jarl.run.LauncherConfig;
import jarl.run.Run;
import jarl.run.RunException;
import jarl.run.RunFolder;
import jarl.run.RunState;
import jarl.run.Training;
import jarl.run.checkpoint.AtomicFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/// The runs of a sweep: a folder with a ledger, `multirun.json`, and a folder for each job, `0`, `1`, ….
///
/// All jobs are composed, checked and written down before the first begins, so what is missing after a crash is known
/// and is the same as before. How far a job is stands in its own folder.
///
/// @param folder of the sweep
/// @param ledger what was asked for
public record Multirun(Path folder, Ledger ledger) {
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    /// What stands in `multirun.json`.
    ///
    /// @param created   when, ISO 8601 with its offset
    /// @param overrides as they were typed
    /// @param launcher  where its jobs are trained
    /// @param nJobs     how many at a time, 0: as many as there are cores for
    /// @param jobs      in the order of the product
    public record Ledger(String created, List<String> overrides, String launcher, int nJobs, List<Entry> jobs) {}

    /// One job of the ledger.
    ///
    /// @param overrides what makes it
    public record Entry(int number, List<String> overrides) {}

    /// Composes and checks all jobs, and makes their folders.
    ///
    /// @param jobs      of the sweep
    /// @param overrides as they were typed
    /// @param outputs   where a folder is made, unless `hydra.sweep.dir` names one
    /// @throws ConfigException  with the first job whose config is wrong; no folder was made
    /// @throws RunException     if the sweep has no jobs, or the chosen folder holds one already
    public static Multirun create(List<Job> jobs, List<String> overrides, Path outputs) {
        List<Config> configs = jobs.stream().map(Multirun::checked).toList();
        if (configs.isEmpty()) {
            throw new RunException("The sweep makes no jobs: a glob matches nothing.");
        }
        Path chosen = Configs.sweepFolder(configs.getFirst());
        Path folder = chosen == null ? made(outputs) : free(chosen);
        for (Job job : jobs) {
            Training.queue(configs.get(job.number()), folder, folder.resolve(Integer.toString(job.number())));
        }
        LauncherConfig launcher = launcher(configs.getFirst());
        var ledger = new Ledger(
                OffsetDateTime.now(ZoneId.systemDefault()).truncatedTo(ChronoUnit.MILLIS).toString(),
                overrides,
                launcher.name(),
                launcher.nJobs(),
                jobs.stream().map(job -> new Entry(job.number(), job.overrides())).toList());
        AtomicFiles.write(folder.resolve(RunFolder.SWEEP), json(ledger));
        return new Multirun(folder, ledger);
    }

    /// How a config asks to be trained.
    public static LauncherConfig launcher(Config config) {
        return config.has("launcher")
                ? config.bind("launcher", LauncherConfig.class)
                : new LauncherConfig("local", 0);
    }

    private static Config checked(Job job) {
        try {
            Config config = job.config();
            Experiment.of(config);
            return config;
        } catch (ConfigException wrong) {
            throw new ConfigException(wrong.kind(), "Job %d (%s): %s"
                    .formatted(job.number(), String.join(" ", job.overrides()), wrong.getMessage()));
        }
    }

    private static Path made(Path outputs) {
        return RunFolder.create(outputs, LocalDateTime.now(ZoneId.systemDefault())).path();
    }

    private static Path free(Path chosen) {
        Path folder = chosen.toAbsolutePath().normalize();
        if (Files.exists(folder.resolve(RunFolder.SWEEP)) || Files.exists(folder.resolve("0"))) {
            throw new RunException(folder + " already holds a sweep. Choose another folder, or go on with that one: "
                    + "./jarl train --resume " + chosen);
        }
        return folder;
    }

    /// The sweep in a folder.
    ///
    /// @throws RunException if there is none
    public static Multirun at(Path folder) {
        Path whole = folder.toAbsolutePath().normalize();
        Path file = whole.resolve(RunFolder.SWEEP);
        try {
            return new Multirun(whole, JSON.readValue(Files.readString(file), Ledger.class));
        } catch (JsonProcessingException damaged) {
            throw new RunException(file + " is damaged: " + damaged.getOriginalMessage(), damaged);
        } catch (IOException missing) {
            throw new RunException("No sweep in " + folder + ": it has no readable " + RunFolder.SWEEP, missing);
        }
    }

    private static String json(Ledger ledger) {
        try {
            return JSON.writeValueAsString(ledger) + "\n";
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /// Those of a job's overrides that not all jobs have.
    public List<String> distinct(Entry job) {
        return job.overrides().stream()
                .filter(override -> ledger.jobs().stream().anyMatch(other -> !other.overrides().contains(override)))
                .toList();
    }

    /// The run of a job.
    public Run run(Entry job) {
        return Run.at(folder.resolve(Integer.toString(job.number())));
    }

    /// The jobs that are neither completed nor being trained by somebody.
    public List<Entry> missing() {
        return with(job -> {
            Run run = run(job);
            return run.state() != RunState.COMPLETED && run.trainer().isEmpty();
        });
    }

    /// The jobs that have failed.
    public List<Entry> failed() {
        return with(job -> run(job).state() == RunState.ERROR);
    }

    private List<Entry> with(Predicate<Entry> quality) {
        return ledger.jobs().stream().filter(quality).toList();
    }

    /// How many jobs go at a time: what was asked for, else as many as leave each the threads of its engine.
    public int atATime() {
        if (ledger.nJobs() > 0) {
            return ledger.nJobs();
        }
        int threads = ledger.jobs().stream()
                .mapToInt(job -> run(job).record().threads())
                .max()
                .orElse(1);
        return Math.max(1, Runtime.getRuntime().availableProcessors() / threads);
    }

    /// Is told of the jobs, on several threads.
    public interface Watcher {
        default void begun(Entry job, Run run) {}

        /// The run says how.
        default void ended(Entry job, Run run) {}
    }

    /// Trains what is missing, some at a time, until nothing is or this thread is interrupted; then those under way are
    /// stopped and saved.
    ///
    /// @return whether it went to its end
    public boolean train(Watcher watcher) {
        var crew = new JobCrew(this, watcher);
        try {
            for (Entry job : missing()) {
                crew.begin(job);
            }
            crew.await();
            return true;
        } catch (InterruptedException stop) {
            crew.stop();
            return false;
        }
    }

    /// The names of the columns of [#table].
    public static List<String> heads() {
        return List.of("job", "overrides", "state", "steps", "best", "run");
    }

    /// A row for each job.
    public List<List<String>> table() {
        List<List<String>> rows = new ArrayList<>();
        for (Entry job : ledger.jobs()) {
            Run run = run(job);
            var record = run.record();
            var best = record.best();
            rows.add(List.of(
                    Integer.toString(job.number()),
                    String.join(" ", distinct(job)),
                    record.state(),
                    String.format(Locale.ROOT, "%,d", record.steps()),
                    best == null ? "–" : String.format(Locale.ROOT, "%.1f", best.meanReturn()),
                    run.id()));
        }
        return rows;
    }
}
