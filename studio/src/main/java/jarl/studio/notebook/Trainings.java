package jarl.studio.notebook;

import jarl.config.Config;
import jarl.config.Job;
import jarl.env.Environments;
import jarl.kernel.JavaSession;
import jarl.kernel.display.Display;
import jarl.kernel.display.DisplaySink;
import jarl.run.Configs;
import jarl.run.Run;
import jarl.run.RunException;
import jarl.run.RunState;
import jarl.run.Training;
import jarl.run.TrainingListener;
import jarl.studio.launch.CellSources;
import jarl.studio.launch.ForeignTraining;
import jarl.studio.launch.LocalTraining;
import jarl.studio.launch.Multirun;
import jarl.studio.launch.ProcessTraining;
import jarl.studio.launch.RunFollower;
import jarl.studio.launch.Underway;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The trainings that cells of this process have started: in the cell, in the background, in processes of their own.
final class Trainings {
    private static final Map<Path, Started> STARTED = new ConcurrentHashMap<>();
    /// Who draws a run live; who waits for its end waits for the last drawing too.
    private static final Map<Path, List<Thread>> ONLOOKERS = new ConcurrentHashMap<>();

    /// How long a cell waits for a run to begin that it is to show.
    private static final Duration TO_BEGIN = Duration.ofSeconds(5);

    private Trainings() {}

    /// @param cell the number of the cell that started it
    private record Started(Underway training, int cell) {}

    /// Trains in the running cell, wherever the launcher puts it.
    static Run train(Config config, Path outputs) {
        if (inProcess(config)) {
            return follow(start(config, outputs));
        }
        String source = source(config);
        return Training.train(config, outputs, Configs.runFolder(config), new LiveTraining() {
            @Override
            public void started(Run run) {
                TrainedRuns.add(run);
                keep(run, source);
                super.started(run);
            }
        });
    }

    /// A new run from another's config, in the running cell.
    static Run rerun(Run run, List<String> overrides, Path outputs) {
        return Training.rerun(run, overrides, outputs, new LiveTraining() {
            @Override
            public void started(Run again) {
                TrainedRuns.add(again);
                super.started(again);
            }
        });
    }

    /// Trains all jobs of a sweep, as many at a time as there are cores for; an interrupt of the cell stops and keeps them.
    static List<Run> sweep(List<Job> jobs, List<String> overrides, Path outputs) {
        Multirun sweep = Multirun.create(jobs, overrides, outputs);
        List<Run> runs = sweep.ledger().jobs().stream().map(sweep::run).toList();
        runs.forEach(run -> {
            TrainedRuns.add(run);
            keep(run, source(run.config()));
        });
        sweep.train(new LiveSweep(sweep));
        List<Multirun.Entry> failed = sweep.failed();
        if (!failed.isEmpty()) {
            Run first = sweep.run(failed.getFirst());
            throw new RunException(failed.size() + " of " + runs.size() + " runs failed; the first is " + first + ": "
                    + first.record().error());
        }
        return runs;
    }

    private static boolean inProcess(Config config) {
        return Multirun.launcher(config).name().equals("process");
    }

    /// An interrupt of the cell stops the process, and what was learnt is kept.
    private static Run follow(Run run) {
        var live = new LiveTraining();
        Underway training = of(run);
        try {
            RunFollower.follow(training, live);
        } catch (InterruptedException interrupt) {
            training.stop();
            training.awaitUninterruptibly();
            live.ended(run);
        }
        if (run.state() == RunState.ERROR) {
            throw new RunException(run + " failed: " + run.record().error());
        }
        return run;
    }

    /// Trains in the background of the notebook, or in a process.
    static Run start(Config config, Path outputs) {
        String source = source(config);
        if (source == null && inProcess(config)) {
            refuseUnknownWorld(String.valueOf(config.value("environment.name")));
        }
        Run run = Training.queue(config, outputs, Configs.runFolder(config));
        TrainedRuns.add(run);
        keep(run, source);
        JavaSession session = JavaSession.ofThisThread();
        Underway training = inProcess(config)
                ? ProcessTraining.start(run, session == null ? List.of() : session.classPath())
                : LocalTraining.start(run, showingHere());
        var started = new Started(training, session == null ? 0 : session.cell());
        STARTED.put(run.folder().path(), started);
        if (!inProcess(config)) {
            Thread.ofPlatform().daemon().name("attend " + run.id()).start(() -> attend(started));
        }
        return run;
    }

    /// Runs a trainer of any make; what it says is shown in this cell.
    static Run launch(List<String> command, Path outputs) {
        DisplaySink sink = Display.sink();
        Run run = ForeignTraining.start(command, "foreign", "unknown", outputs, line -> {
            if (sink != null) {
                var unused = Display.use(sink); // for the thread that listens
            }
            System.out.println(line);
        }).awaitOrStop();
        if (run.state() == RunState.ERROR) {
            throw new RunException(run + " failed: " + run.record().error());
        }
        return run;
    }

    /// What the training's thread prints and shows goes to the cell that started it.
    private static TrainingListener showingHere() {
        DisplaySink sink = Display.sink();
        return new TrainingListener() {
            @Override
            public void started(Run run) {
                if (sink != null) {
                    var unused = Display.use(sink);
                }
            }
        };
    }

    /// Tells of a failure in the cell that started the run, though it ended long ago.
    private static void attend(Started started) {
        started.training.awaitUninterruptibly();
        if (started.training.run().state() == RunState.ERROR) {
            System.err.println(failure(started).getMessage());
        }
    }

    private static RunException failure(Started started) {
        Run run = started.training.run();
        String where = started.cell > 0 ? ", started in cell " + started.cell + "," : "";
        Throwable cause = started.training.failure();
        String message = run + where + " failed: " + run.record().error();
        return cause == null ? new RunException(message) : new RunException(message, cause);
    }

    /// The source of what the config names and cells have made known; null where the libraries have it all.
    private static @Nullable String source(Config config) {
        JavaSession session = JavaSession.ofThisThread();
        if (session == null) {
            return null;
        }
        var sources = new ArrayList<String>();
        for (String key : List.of("environment.name", "algorithm.name")) {
            Pattern registering = Pattern.compile(
                    "(?s).*\\bregister\\w*\\s*\\(.*\"" + Pattern.quote(String.valueOf(config.value(key))) + "\".*");
            String source = session.excerpt(statement -> registering.matcher(statement).matches());
            if (source != null) {
                sources.add(source);
            }
        }
        return sources.isEmpty() ? null : String.join("\n", sources);
    }

    private static void refuseUnknownWorld(String name) {
        if (!Environments.isBuiltIn(name)) {
            throw new IllegalArgumentException("The world \"" + name + "\" cannot travel to another process: no cell has a"
                    + " statement of its own that registers it. Write register(\"" + name + "\", …) in a cell, or take"
                    + " launcher=local.");
        }
    }

    private static void keep(Run run, @Nullable String source) {
        if (source != null) {
            CellSources.keep(run, source);
        }
    }

    /// Whoever trains the run, this notebook or a process from before.
    private static Underway of(Run run) {
        Started started = STARTED.get(run.folder().path());
        return started == null ? ProcessTraining.of(run) : started.training;
    }

    private static List<Run> underway() {
        return STARTED.values().stream()
                .filter(started -> !started.training.isOver())
                .map(started -> started.training.run())
                .toList();
    }

    static Run await(Run run) throws InterruptedException {
        awaitEnd(run);
        Started started = STARTED.get(run.folder().path());
        if (started != null && run.state() == RunState.ERROR) {
            throw failure(started);
        }
        return run;
    }

    static void awaitAll() throws InterruptedException {
        for (Run run : underway()) {
            await(run);
        }
    }

    static Run stop(Run run) throws InterruptedException {
        Underway training = of(run);
        if (!training.isOver()) {
            training.stop();
            awaitEnd(run);
        }
        return run;
    }

    private static void awaitEnd(Run run) throws InterruptedException {
        of(run).await();
        List<Thread> onlookers = ONLOOKERS.remove(run.folder().path());
        if (onlookers != null) {
            for (Thread onlooker : onlookers) {
                onlooker.join();
            }
        }
    }

    static void stopAll() throws InterruptedException {
        List<Run> all = underway();
        all.forEach(run -> of(run).stop()); // all at once, then wait
        for (Run run : all) {
            awaitEnd(run);
        }
    }

    static Run attach(Run run) throws InterruptedException {
        RunFollower.follow(of(run), new LiveTraining());
        return run;
    }

    /// The first drawing is made in the cell itself: who executes a notebook without looking on keeps only what a cell
    /// has shown before its end, and what later cells still see change.
    static void live(Run run) throws InterruptedException {
        var drawing = new LiveTraining();
        var follower = new RunFollower(of(run), drawing);
        follower.catchUp(TO_BEGIN);
        drawing.draw();
        lookOn(run, follower::follow);
    }

    /// What the run has learnt so far, filmed again and again; the first film is made in the cell itself.
    static void watchNow(Run run) throws InterruptedException {
        var film = new LiveFilm(of(run));
        film.begin();
        lookOn(run, film::follow);
    }

    private interface Looking {
        void follow() throws InterruptedException;
    }

    private static void lookOn(Run run, Looking looking) {
        Thread onlooker = Thread.ofPlatform().daemon().name("look on " + run.id()).start(() -> {
            try {
                looking.follow();
            } catch (InterruptedException enough) {
                Thread.currentThread().interrupt();
            }
        });
        ONLOOKERS.computeIfAbsent(run.folder().path(), path -> new CopyOnWriteArrayList<>()).add(onlooker);
    }
}
