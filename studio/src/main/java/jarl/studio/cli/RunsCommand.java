package jarl.studio.cli;

import jarl.run.Run;
import jarl.run.RunRecord;
import jarl.run.Runs;
import jarl.run.Workspace;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `./jarl runs`.
@Command(name = "runs", mixinStandardHelpOptions = true, description = "List the runs in outputs/, oldest first.")
final class RunsCommand implements Runnable {
    @Spec
    CommandSpec spec;

    @Override
    public void run() {
        Workspace workspace = Workspace.around(Path.of(""));
        PrintWriter out = spec.commandLine().getOut();
        List<Run> runs = new Runs(workspace.outputs()).list();
        if (runs.isEmpty()) {
            out.println("There are no runs in " + workspace.outputs() + " yet. Train one: ./jarl train");
        } else {
            out.printf("%-22s %-12s %-12s %-22s %12s %10s%n", "run", "state", "algorithm", "environment", "steps", "best");
            runs.forEach(run -> out.println(line(run.record())));
        }
        out.flush();
    }

    private static String line(RunRecord record) {
        RunRecord.Best best = record.best();
        return String.format(
                Locale.ROOT,
                "%-22s %-12s %-12s %-22s %,12d %10s",
                record.id(),
                record.state(),
                record.algorithm(),
                record.environment(),
                record.steps(),
                best == null ? "–" : String.format(Locale.ROOT, "%.1f", best.meanReturn()));
    }
}
