package jarl.studio.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import jarl.evaluation.Evaluation;
import jarl.run.Judgement;
import jarl.run.Run;
import jarl.run.Runs;
import jarl.run.Workspace;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `./jarl evaluate RUN`.
@Command(
        name = "evaluate",
        mixinStandardHelpOptions = true,
        description = "Judge a run's policy on seeds that neither training nor the choice of the best checkpoint has seen.")
final class EvaluateCommand implements Callable<Integer> {
    @Parameters(paramLabel = "RUN", description = "A run's folder, its id (2026-11-20/13-24-37), or last.")
    String name = "last";

    @Option(names = "--episodes", paramLabel = "N", description = "Episodes, each with a seed of its own (default: 20).")
    int episodes = 20;

    @Option(names = "--seed", paramLabel = "S", description = "The first test seed (default: 0).")
    long seed;

    @Option(names = "--checkpoint", paramLabel = "best|last|STEP", description = "Which checkpoint (default: best).")
    String checkpoint = "best";

    @Option(names = "--sampled", description = "Draw actions instead of taking the most probable one.")
    boolean sampled;

    @Option(names = "--json", description = "Print one JSON line.")
    boolean json;

    @Spec
    CommandSpec spec;

    @Override
    public Integer call() throws JsonProcessingException {
        Run run = new Runs(Workspace.around(Path.of("")).outputs()).named(name);
        Judgement judgement = Judgement.of(run, checkpoint, episodes, seed, !sampled);
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(new JsonMapper().writeValueAsString(fields(run, judgement)));
        } else {
            out.println(run + ", checkpoint of step " + judgement.step() + ": " + judgement.evaluation());
        }
        out.flush();
        return 0;
    }

    private static Map<String, Object> fields(Run run, Judgement judgement) {
        Evaluation evaluation = judgement.evaluation();
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("run", run.id());
        fields.put("checkpoint", judgement.step());
        fields.put("environment", evaluation.environment());
        fields.put("greedy", evaluation.greedy());
        fields.put("episodes", evaluation.episodes().size());
        fields.put("mean_return", evaluation.meanReturn());
        fields.put("std_return", evaluation.stdReturn());
        fields.put("ci95", List.of(evaluation.ci95().low(), evaluation.ci95().high()));
        fields.put("mean_length", evaluation.meanLength());
        return fields;
    }
}
