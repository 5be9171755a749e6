package jarl.studio.cli;

import jarl.run.Run;
import jarl.run.RunRecord;
import jarl.run.RunState;
import jarl.studio.launch.Multirun;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/// Tells how a sweep goes: a line when a job begins and when it ends, a table at the end.
final class MultirunConsole implements Multirun.Watcher {
    private final PrintWriter out;
    private final Multirun sweep;

    MultirunConsole(PrintWriter out, Multirun sweep) {
        this.out = out;
        this.sweep = sweep;
    }

    /// Trains what is missing.
    ///
    /// @return the exit code
    int train() {
        int all = sweep.ledger().jobs().size();
        print(String.format(
                Locale.ROOT,
                "%d of %d jobs to train, %d at a time → %s",
                sweep.missing().size(),
                all,
                sweep.atATime(),
                TrainingConsole.shown(sweep.folder())));
        boolean toTheEnd = sweep.train(this);
        table();
        int failed = sweep.failed().size();
        int missing = sweep.missing().size();
        if (missing > 0) {
            print(String.format(Locale.ROOT, "%d of %d jobs are not completed%s. Go on with them: ./jarl train --resume %s",
                    missing, all, failed > 0 ? ", " + failed + " failed" : "", TrainingConsole.shown(sweep.folder())));
        }
        return toTheEnd ? missing > 0 ? 1 : 0 : TrainingConsole.INTERRUPTED;
    }

    @Override
    public void begun(Multirun.Entry job, Run run) {
        print(name(job) + " begins");
    }

    @Override
    public void ended(Multirun.Entry job, Run run) {
        RunRecord record = run.record();
        RunRecord.Best best = record.best();
        String learnt = best == null ? "" : String.format(Locale.ROOT, ", best mean return %.1f", best.meanReturn());
        boolean failed = run.state() == RunState.ERROR;
        print(name(job) + (failed ? " FAILED: " + record.error() : " " + record.state() + learnt));
    }

    private String name(Multirun.Entry job) {
        String overrides = String.join(" ", sweep.distinct(job));
        return "job " + job.number() + (overrides.isEmpty() ? "" : " (" + overrides + ")");
    }

    private void table() {
        List<String> heads = Multirun.heads();
        List<List<String>> rows = sweep.table();
        int[] widths = new int[heads.size()];
        for (int c = 0; c < widths.length; c++) {
            int column = c;
            widths[c] = Math.max(
                    heads.get(c).length(),
                    rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0));
        }
        print("");
        print(line(heads, widths));
        rows.forEach(row -> print(line(row, widths)));
    }

    private static String line(List<String> cells, int[] widths) {
        var line = new StringBuilder();
        for (int c = 0; c < widths.length; c++) {
            line.append(String.format("%-" + widths[c] + "s  ", cells.get(c)));
        }
        return line.toString().stripTrailing();
    }

    private synchronized void print(String text) {
        out.println(text);
        out.flush();
    }
}
