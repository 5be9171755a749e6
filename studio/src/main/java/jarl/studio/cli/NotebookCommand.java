package jarl.studio.cli;

import jarl.kernel.runner.NotebookRunner;
import jarl.run.Workspace;
import jarl.studio.notebook.ExecutedNotebook;
import jarl.studio.notebook.NotebookJobs;
import jarl.studio.notebook.NotebookJobs.Job;
import jarl.studio.notebook.NotebookProcess;
import jarl.studio.notebook.NotebookStills;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `./jarl notebook run IN… [OUT]`.
@Command(
        name = "notebook",
        mixinStandardHelpOptions = true,
        description = "Execute notebooks without Python.",
        subcommands = NotebookCommand.Execute.class,
        synopsisSubcommandLabel = "COMMAND")
final class NotebookCommand implements Runnable {
    @Spec
    CommandSpec spec;

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    @Command(
            name = "run",
            mixinStandardHelpOptions = true,
            description = {
                "Execute notebooks from top to bottom; write each with its outputs, and as a page of HTML beside it.",
                "",
                "  ./jarl notebook run notebooks/03-configs.ipynb -p seed=7",
                "  ./jarl notebook run notebooks/ target/executed",
                "  ./jarl notebook run study.ipynb target/study -m -p seed=1,2,3",
                "",
                "Exit code: 0 all cells ran, 1 a cell failed, 2 a notebook or parameter is wrong, 124 a cell ran out of"
                        + " time."
            })
    static final class Execute implements Callable<Integer> {
        private static final int TIMED_OUT = 124;

        @Parameters(
                paramLabel = "IN… OUT",
                arity = "1..*",
                description = {
                    "Notebooks: a file, a directory, or a pattern such as 'notebooks/0*.ipynb';",
                    "last, where two or more are given, where they are written: a file for one, a directory for several",
                    "(default: a new folder in outputs/)."
                })
        List<String> places = new ArrayList<>();

        @Option(
                names = "-p",
                paramLabel = "NAME=VALUE",
                description = "Set a variable that the cell tagged `parameters` declares.")
        Map<String, String> parameters = new LinkedHashMap<>();

        @Option(names = "--seed", paramLabel = "N", description = "The same as -p seed=N.")
        @Nullable String seed;

        @Option(
                names = {"-m", "--multirun"},
                description = "Execute once for each combination of the values that -p separates by commas.")
        boolean multirun;

        @Option(names = "--timeout", paramLabel = "SECONDS", description = "For each cell (default: none).")
        long timeout;

        @Option(
                names = "--stills",
                description = "Write still pictures only and no times: small, for a repository.")
        boolean stills;

        @Spec
        CommandSpec spec;

        @Override
        public Integer call() throws IOException {
            if (seed != null) {
                parameters.put("seed", seed);
            }
            int worst = 0;
            for (Job job : jobs()) {
                worst = Math.max(worst, execute(job));
            }
            return worst;
        }

        /// All of them, checked before the first is executed.
        private List<Job> jobs() throws IOException {
            List<String> in = places.size() == 1 ? places : places.subList(0, places.size() - 1);
            List<Path> notebooks = new ArrayList<>();
            for (String place : in) {
                notebooks.addAll(NotebookJobs.notebooks(place));
            }
            var combinations = multirun ? NotebookJobs.sweep(parameters) : List.of(parameters);
            List<Job> jobs = NotebookJobs.jobs(notebooks, combinations);
            if (places.size() > 1) {
                return NotebookJobs.into(Path.of(places.getLast()), jobs);
            }
            return NotebookJobs.intoNewFolder(Workspace.around(Path.of("")).outputs(), jobs);
        }

        private int execute(Job job) throws IOException {
            PrintWriter out = spec.commandLine().getOut();
            out.println("Executing " + job.in() + (job.parameters().isEmpty() ? "" : " with " + job.parameters()));
            ExecutedNotebook done =
                    NotebookProcess.execute(job, Duration.ofSeconds(timeout), new NotebookConsole(out));
            if (stills) {
                NotebookStills.keep(job.out());
            }
            out.println(done);
            out.flush();
            NotebookRunner.Failure failure = done.failure();
            if (failure == null) {
                return 0;
            }
            return failure.name().equals("Timeout") ? TIMED_OUT : 1;
        }
    }
}
