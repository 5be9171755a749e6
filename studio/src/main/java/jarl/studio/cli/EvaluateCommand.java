package jarl.studio.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import jarl.evaluation.Evaluation;
import jarl.evaluation.Interval;
import jarl.run.Run;
import jarl.run.judge.Generalization;
import jarl.run.judge.Judgement;
import jarl.run.judge.ScoreComparison;
import jarl.studio.launch.CellSources;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `./jarl evaluate RUN…`.
@Command(
        name = "evaluate",
        mixinStandardHelpOptions = true,
        description = {
            "Judge a run's policy on seeds that neither training nor the choice of the best checkpoint has seen: the best"
                    + " and the last checkpoint, greedy and sampled. Several runs are compared, rule by rule.",
            "",
            "  ./jarl evaluate last --episodes 100",
            "  ./jarl evaluate last --vary \"g={train: [8.0, 12.0], test: [5.0, 15.0]}\""
        })
final class EvaluateCommand implements Callable<Integer> {
    @Parameters(paramLabel = "RUN", arity = "0..*", description = Named.HOW)
    List<String> names = new ArrayList<>(List.of("last"));

    @Option(names = "--episodes", paramLabel = "N", description = "Episodes, each with a seed of its own (default: 20).")
    int episodes = 20;

    @Option(names = "--seed", paramLabel = "S", description = "The first test seed (default: 0).")
    long seed;

    @Option(names = "--checkpoint", paramLabel = "best|last|STEP", description = "This checkpoint alone (of several runs, and of --vary: best).")
    @Nullable String checkpoint;

    @Option(names = "--sampled", description = "Draw actions instead of taking the most probable one; this alone.")
    boolean sampled;

    @Option(names = "--vary", paramLabel = "AXIS", description = "Judge in varied worlds too; may be given several times.")
    List<String> axes = new ArrayList<>();

    @Option(names = "--json", description = "Print one JSON line.")
    boolean json;

    @Spec
    CommandSpec spec;

    @Override
    public Integer call() throws JsonProcessingException {
        List<Run> runs = Named.runs(names);
        runs.forEach(CellSources::bringBack);
        PrintWriter out = spec.commandLine().getOut();
        if (runs.size() > 1) {
            compare(runs, out);
        } else if (!axes.isEmpty()) {
            vary(runs.getFirst(), out);
        } else {
            judge(runs.getFirst(), out);
        }
        out.flush();
        return 0;
    }

    private Judgement judged(Run run, String which, boolean greedy) {
        Judgement judgement = Judgement.of(run, which, episodes, seed, greedy);
        judgement.store();
        return judgement;
    }

    private void judge(Run run, PrintWriter out) throws JsonProcessingException {
        String chosen = checkpoint == null ? "best" : checkpoint;
        Judgement first = judged(run, chosen, !sampled);
        Map<String, Judgement> others = new LinkedHashMap<>();
        if (checkpoint == null && !sampled) {
            others.put("best_sampled", judged(run, "best", false));
            others.put("last", judged(run, "last", true));
            others.put("last_sampled", judged(run, "last", false));
        }
        if (json) {
            Map<String, @Nullable Object> fields = fields(first);
            others.forEach((name, judgement) -> fields.put(name, fields(judgement)));
            out.println(new JsonMapper().writeValueAsString(fields));
        } else if (others.isEmpty()) {
            out.println(run + ", checkpoint of step " + first.step() + ": " + first.evaluation());
        } else {
            out.println(run + ", checkpoint of step " + first.step() + ": " + first.evaluation());
            out.println();
            var table = new TextTable(List.of("checkpoint", "step", "actions", "mean return", "95 % interval", "success", "95 % interval", "errors"));
            table.add(row(chosen, first.step(), first.evaluation()));
            others.forEach((name, judgement) -> table.add(row(name.substring(0, 4), judgement.step(), judgement.evaluation())));
            table.print(out);
        }
    }

    private static List<@Nullable Object> row(String name, long step, Evaluation evaluation) {
        Evaluation.Rate success = evaluation.success().orElse(null);
        return Arrays.asList(
                name,
                step,
                evaluation.greedy() ? "greedy" : "sampled",
                evaluation.meanReturn(),
                text(evaluation.ci95()),
                success == null ? null : success.share(),
                success == null ? null : text(success.interval()),
                evaluation.errors());
    }

    private static String text(Interval interval) {
        return TextTable.text(interval.low()) + " to " + TextTable.text(interval.high());
    }

    private static Map<String, @Nullable Object> fields(Judgement judgement) {
        Evaluation evaluation = judgement.evaluation();
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("run", judgement.run().id());
        fields.put("checkpoint", judgement.step());
        fields.put("environment", evaluation.environment());
        fields.put("greedy", evaluation.greedy());
        fields.put("episodes", evaluation.episodes().size());
        fields.put("errors", evaluation.errors());
        fields.put("mean_return", evaluation.meanReturn());
        fields.put("std_return", evaluation.stdReturn());
        fields.put("ci95", List.of(evaluation.ci95().low(), evaluation.ci95().high()));
        fields.put("mean_length", evaluation.meanLength());
        evaluation.success().ifPresent(success -> {
            fields.put("success_rate", success.share());
            fields.put("success_ci95", List.of(success.interval().low(), success.interval().high()));
        });
        return fields;
    }

    private void vary(Run run, PrintWriter out) throws JsonProcessingException {
        Generalization result = Generalization.of(
                run, checkpoint == null ? "best" : checkpoint, Generalization.axes(axes), episodes, seed);
        Generalization.Gap gap = result.gap();
        if (json) {
            Map<String, @Nullable Object> fields = new LinkedHashMap<>();
            result.regions().forEach((region, evaluation) -> fields.put(
                    region.name().toLowerCase(Locale.ROOT), fields(new Judgement(run, result.step(), seed, evaluation))));
            fields.put("gap", gap.mean());
            fields.put("gap_ci95", List.of(gap.interval().low(), gap.interval().high()));
            out.println(new JsonMapper().writeValueAsString(fields));
            return;
        }
        var table = new TextTable(List.of("worlds", "step", "actions", "mean return", "95 % interval", "success", "95 % interval", "errors"));
        result.regions().forEach((region, evaluation) -> table.add(
                row(region.name().toLowerCase(Locale.ROOT).replace('_', ' '), result.step(), evaluation)));
        table.print(out);
        out.println("Generalization gap: " + TextTable.text(gap.mean()) + " (95 % interval " + text(gap.interval()) + ")");
    }

    private void compare(List<Run> runs, PrintWriter out) throws JsonProcessingException {
        String chosen = checkpoint == null ? "best" : checkpoint;
        List<Judgement> judgements = runs.stream().map(run -> judged(run, chosen, !sampled)).toList();
        ScoreComparison comparison = ScoreComparison.of(judgements);
        if (json) {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("runs", judgements.stream().map(EvaluateCommand::fields).toList());
            fields.put("normalized", comparison.normalized());
            comparison.methods().forEach(method -> fields.put(method.name(), Map.of(
                    "iqm", method.iqm(), "ci95", List.of(method.iqmInterval().low(), method.iqmInterval().high()))));
            fields.put("probability_of_improvement", comparison.chances());
            out.println(new JsonMapper().writeValueAsString(fields));
            return;
        }
        var table = new TextTable(List.of("run", "step", "actions", "mean return", "95 % interval", "success", "95 % interval", "errors"));
        judgements.forEach(judgement -> table.add(row(judgement.run().id(), judgement.step(), judgement.evaluation())));
        table.print(out);
        out.println();
        var methods = new TextTable(List.of(
                comparison.normalized() ? "rule, normalized" : "rule", "runs", "interquartile mean", "95 % interval", "median", "mean"));
        comparison.methods().forEach(method -> methods.add(Arrays.asList(
                method.name(), method.scores().count(), method.iqm(), text(method.iqmInterval()),
                method.scores().median(), method.scores().mean())));
        methods.print(out);
        comparison.chances().forEach(chance -> out.println("A run of " + chance.better() + " scores higher than one of "
                + chance.than() + " with probability " + TextTable.text(chance.probability()) + " (95 % interval "
                + text(chance.interval()) + ")"));
    }
}
