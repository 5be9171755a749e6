package jarl.studio.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import jarl.run.Run;
import jarl.run.RunRecord;
import jarl.run.RunSummary;
import jarl.run.checkpoint.Checkpoint;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `./jarl show RUN`.
@Command(
        name = "show",
        mixinStandardHelpOptions = true,
        description = "Show where a run stands, what made it, and its checkpoints.")
final class ShowCommand implements Callable<Integer> {
    @Parameters(paramLabel = "RUN", arity = "0..1", description = Named.HOW)
    String name = "last";

    @Option(names = "--json", description = "Print run.json as one JSON line.")
    boolean json;

    @Spec
    CommandSpec spec;

    @Override
    public Integer call() throws JsonProcessingException {
        Run run = Named.run(name);
        RunRecord record = run.record();
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(new JsonMapper().writeValueAsString(record));
        } else {
            print(run, record, out);
        }
        out.flush();
        return 0;
    }

    private static void print(Run run, RunRecord record, PrintWriter out) {
        line(out, "run", run.id());
        line(out, "state", record.state());
        if (record.error() != null) {
            line(out, "error", record.error());
        }
        line(out, "algorithm", record.algorithm());
        line(out, "environment", record.environment());
        line(out, "seed", record.seed());
        line(out, "engine", record.engine() + " on " + record.device() + ", threads " + record.threads()
                + (record.reproducible() ? ", the same seed gives the same bits" : ", not reproducible bit for bit"));
        line(out, "steps", TextTable.text(record.steps()));
        RunRecord.Best best = record.best();
        if (best != null) {
            line(out, "best", "mean return " + TextTable.text(best.meanReturn()) + " at step " + TextTable.text(best.step()));
        }
        line(out, "started", record.start() == null ? "–" : record.start());
        line(out, "seconds", TextTable.text(RunSummary.of(run).seconds()));
        RunRecord.Git git = record.git();
        line(out, "made by", record.versions() + " on " + record.host()
                + (git == null ? "" : ", commit " + git.commit() + (git.dirty() ? " with changes" : "")));
        List<Long> steps = run.checkpoints().list().stream().map(Checkpoint::step).toList();
        line(out, "checkpoints", steps);
        line(out, "folder", run.folder().path());
    }

    private static void line(PrintWriter out, String what, Object value) {
        out.printf("%-12s %s%n", what, value);
    }
}
