package jarl.studio.cli;

import jarl.run.Workspace;
import jarl.run.judge.Recipe;
import jarl.run.judge.Study;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `./jarl study`: trains recipes on several seeds and holds them to their thresholds.
@Command(
        name = "study",
        mixinStandardHelpOptions = true,
        description = {
            "Train recipes on several seeds, judge each on test seeds, and print a Markdown table.",
            "Exit code 1 where a recipe misses its threshold.",
            "",
            "  ./jarl study cartpole_ppo cartpole_grpo --seeds 1-10 --jobs 2"
        })
final class StudyCommand implements Callable<Integer> {
    @Parameters(paramLabel = "RECIPE", description = "Files of configs/experiment that have a threshold (default: all).")
    List<String> recipes = new ArrayList<>();

    @Option(names = "--seeds", paramLabel = "A-B", description = "Seeds, both ends included (default: ${DEFAULT-VALUE}).")
    String seeds = "1-5";

    @Option(names = "--engine", paramLabel = "java|torch", description = "Engine (default: ${DEFAULT-VALUE}).")
    String engine = "java";

    @Option(names = "--jobs", paramLabel = "N", description = "Trainings at a time (default: ${DEFAULT-VALUE}).")
    int jobs = 1;

    @Option(names = "--set", paramLabel = "KEY=VALUE", description = "A further override; may be given several times.")
    List<String> overrides = new ArrayList<>();

    @Option(names = "--to", paramLabel = "DIR", description = "Where the runs' folders go (default: outputs).")
    @Nullable Path outputs;

    @Spec
    CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        List<Recipe> chosen = recipes.isEmpty()
                ? Recipe.ALL
                : recipes.stream().map(Recipe::named).toList();
        long[] range = seeds();
        Workspace workspace = Workspace.around(Path.of(""));
        Path runs = outputs == null ? workspace.outputs() : outputs;
        List<Study> studies = new ArrayList<>();
        ExecutorService trainers = Executors.newFixedThreadPool(Math.max(1, jobs));
        try {
            for (Recipe recipe : chosen) {
                studies.add(study(recipe, range, workspace.shownConfigs(), runs, trainers));
            }
        } finally {
            trainers.shutdownNow();
        }
        PrintWriter out = spec.commandLine().getOut();
        out.print(Study.table(studies));
        out.flush();
        return studies.stream().allMatch(Study::reached) ? 0 : 1;
    }

    private long[] seeds() {
        String[] ends = seeds.split("-", -1);
        try {
            long first = Long.parseLong(ends[0]);
            long last = Long.parseLong(ends[ends.length - 1]);
            if (ends.length <= 2 && first >= 0 && first <= last) {
                return new long[] {first, last};
            }
        } catch (NumberFormatException notNumbers) {
            // told below
        }
        throw new IllegalArgumentException("--seeds is a seed or a range such as 1-5, not \"" + seeds + "\"");
    }

    private Study study(Recipe recipe, long[] range, Path configs, Path runs, ExecutorService trainers)
            throws InterruptedException {
        List<Future<Study.Result>> trainings = new ArrayList<>();
        for (long seed = range[0]; seed <= range[1]; seed++) {
            long mine = seed;
            trainings.add(
                    trainers.submit(() -> Study.train(recipe, mine, engine, overrides, configs, runs)));
        }
        List<Study.Result> results = new ArrayList<>();
        for (Future<Study.Result> training : trainings) {
            Study.Result result = result(training);
            results.add(result);
            PrintWriter err = spec.commandLine().getErr();
            err.println(String.format(
                    Locale.ROOT,
                    "%s, seed %d: %.2f in %.0f s",
                    recipe.experiment(),
                    result.seed(),
                    result.meanReturn(),
                    result.seconds()));
            err.flush();
        }
        return new Study(recipe, engine, results);
    }

    private static Study.Result result(Future<Study.Result> training) throws InterruptedException {
        try {
            return training.get();
        } catch (ExecutionException failure) {
            if (failure.getCause() instanceof RuntimeException told) {
                throw told;
            }
            throw new IllegalStateException(failure.getCause());
        }
    }
}
