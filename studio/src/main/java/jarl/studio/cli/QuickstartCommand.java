package jarl.studio.cli;

import jarl.kernel.runner.NotebookRunner;
import jarl.run.Run;
import jarl.run.Runs;
import jarl.run.Workspace;
import jarl.run.judge.Judgement;
import jarl.studio.notebook.Lab;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `./jarl quickstart`: the first notebook, executed, and where everything lies.
@Command(
        name = "quickstart",
        mixinStandardHelpOptions = true,
        description = "Execute notebooks/01-quickstart.ipynb, and say what was learnt and where it lies.")
final class QuickstartCommand implements Callable<Integer> {
    @Spec
    CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        Workspace workspace = Workspace.around(Path.of(""));
        PrintWriter out = spec.commandLine().getOut();
        Path notebook = workspace.root().resolve("notebooks/01-quickstart.ipynb");
        List<Run> before = new Runs(workspace.outputs()).list();
        Path executed = Files.createDirectories(workspace.outputs()).resolve("01-quickstart.ipynb");
        out.println("Executing " + TrainingConsole.shown(notebook));
        var options = NotebookRunner.Options.standard().withListener(new NotebookConsole(out));
        NotebookRunner.Result result = NotebookRunner.execute(notebook, executed, options);
        NotebookRunner.Failure failure = result.failure();
        if (failure != null) {
            out.println(failure.text());
            out.flush();
            return 1;
        }
        Run run = new Runs(workspace.outputs())
                .list().stream().filter(candidate -> !before.contains(candidate)).findFirst().orElseThrow();
        conclude(run, executed, out);
        offerJupyter(out);
        return 0;
    }

    /// Where Jupyter is, the kernel is made known to it.
    private void offerJupyter(PrintWriter out) {
        if (Programs.onPath("jupyter")) {
            out.println();
            Main.commandLine("kernel").execute("kernel", "install");
        }
    }

    private static void conclude(Run run, Path executed, PrintWriter out) throws IOException {
        Path kept = run.folder().notebook();
        Files.move(executed, kept, StandardCopyOption.REPLACE_EXISTING);
        Path figure = Lab.plot(run, "episode_return").save(run.folder().path().resolve("episode_return.png"));
        Judgement judgement = Judgement.of(run, "best", 20, 0, true);
        out.println();
        out.printf(
                Locale.ROOT,
                "Learnt:     %s reaches a mean return of %.1f over %d greedy episodes on unseen starts%n",
                judgement.evaluation().environment(),
                judgement.evaluation().meanReturn(),
                judgement.evaluation().episodes().size());
        out.println("Run:        " + TrainingConsole.shown(run.folder().path()));
        out.println("Notebook:   " + TrainingConsole.shown(kept));
        out.println("Figure:     " + TrainingConsole.shown(figure));
        out.println("Checkpoint: "
                + TrainingConsole.shown(run.checkpoint("best").folder()));
        out.flush();
    }
}
