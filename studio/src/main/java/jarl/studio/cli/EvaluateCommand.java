package jarl.studio.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import jarl.env.Axis;
import jarl.evaluation.Evaluation;
import jarl.evaluation.Interval;
import jarl.run.Configs;
import jarl.run.Run;
import jarl.run.Workspace;
import jarl.run.judge.Candidate;
import jarl.run.judge.Generalization;
import jarl.run.judge.Judgement;
import jarl.run.judge.ScoreComparison;
import jarl.studio.launch.CellSources;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
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
                    + " and the last checkpoint, greedy and sampled. Several runs are compared, rule by rule. A policy's"
                    + " file is judged in the world that is named beside it.",
            "",
            "  ./jarl evaluate last --episodes 100",
            "  ./jarl evaluate last --vary \"g={train: [8.0, 12.0], test: [5.0, 15.0]}\"",
            "  ./jarl evaluate policy.safetensors environment=pendulum environment.options.g=9.81"
        })
final class EvaluateCommand implements Callable<Integer> {
    private static final String OWN = "";

    @Parameters(
            paramLabel = "RUN",
            arity = "0..*",
            description = Named.HOW + " Or one policy.safetensors, by whatever name, with key=value for its world.")
    List<String> words = new ArrayList<>();

    @Option(names = "--episodes", paramLabel = "N", description = "Episodes, each with a seed of its own (default: 20).")
    int episodes = 20;

    @Option(names = "--seed", paramLabel = "S", description = "The first test seed (default: 0).")
    long seed;

    @Option(names = "--checkpoint", paramLabel = "best|last|STEP", description = "This checkpoint alone (of several runs, and of --vary: best).")
    @Nullable String checkpoint;

    @Option(names = "--sampled", description = "Draw actions instead of taking the most probable one; this alone.")
    boolean sampled;

    @Option(
            names = "--vary",
            paramLabel = "AXIS",
            arity = "0..1",
            fallbackValue = OWN,
            description = "Judge in varied worlds too; may be given several times. Without an AXIS: along those that the run"
                    + " was trained along.")
    @Nullable List<String> axes;

    @Option(names = "--json", description = "Print one JSON line.")
    boolean json;

    @Spec
    CommandSpec spec;

    @Override
    public Integer call() throws JsonProcessingException {
        PrintWriter out = spec.commandLine().getOut();
        List<String> overrides = words.stream().filter(EvaluateCommand::isOverride).toList();
        List<String> names = words.stream().filter(word -> !isOverride(word)).toList();
        if (names.size() == 1 && isPolicy(Path.of(names.getFirst()))) {
            judge(Path.of(names.getFirst()), overrides, out);
        } else if (overrides.isEmpty()) {
            judge(Named.runs(names.isEmpty() ? List.of("last") : names), out);
        } else {
            throw new IllegalArgumentException(overrides.getFirst() + " is for the world of one policy's file; a run is"
                    + " judged in its own. Other worlds are tried with --vary");
        }
        out.flush();
        return 0;
    }

    private static boolean isOverride(String word) {
        return word.contains("=") && !Files.exists(Path.of(word));
    }

    /// Whether it is the file of a policy, or the folder of a checkpoint.
    private static boolean isPolicy(Path path) {
        return path.toString().endsWith(".safetensors") || Files.exists(path.resolve("policy.safetensors"));
    }

    private void judge(List<Run> runs, PrintWriter out) throws JsonProcessingException {
        runs.forEach(CellSources::bringBack);
        if (runs.size() > 1) {
            compare(runs, out);
        } else if (axes != null) {
            Run run = runs.getFirst();
            vary(Candidate.of(run, run.checkpoint(checkpoint == null ? "best" : checkpoint)), axes, out);
        } else {
            judge(runs.getFirst(), out);
        }
    }

    private void judge(Path file, List<String> overrides, PrintWriter out) throws JsonProcessingException {
        if (checkpoint != null) {
            throw new IllegalArgumentException(file + " is one policy; --checkpoint chooses among those of a run");
        }
        Path configs = Workspace.around(Path.of("")).configs();
        Candidate candidate = Candidate.at(file, Configs.world(configs, overrides));
        if (axes != null) {
            vary(candidate, axes, out);
            return;
        }
        Evaluation first = candidate.evaluate(seed, episodes, !sampled);
        if (json) {
            Map<String, @Nullable Object> fields = new LinkedHashMap<>();
            fields.put("policy", file.toString());
            fields.putAll(fields(first));
            if (!sampled) {
                fields.put("sampled", fields(candidate.evaluate(seed, episodes, false)));
            }
            out.println(new JsonMapper().writeValueAsString(fields));
            return;
        }
        out.println(first);
        if (!sampled) {
            out.println(candidate.evaluate(seed, episodes, false));
        }
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
            table.add(row(List.of(chosen, first.step()), first.evaluation()));
            others.forEach((name, judgement) -> table.add(row(List.of(name.substring(0, 4), judgement.step()), judgement.evaluation())));
            table.print(out);
        }
    }

    /// @param first the cells that say whose row it is
    private static List<@Nullable Object> row(List<Object> first, Evaluation evaluation) {
        Evaluation.Rate success = evaluation.success().orElse(null);
        List<@Nullable Object> row = new ArrayList<>(first);
        row.add(evaluation.greedy() ? "greedy" : "sampled");
        row.add(evaluation.meanReturn());
        row.add(text(evaluation.ci95()));
        row.add(success == null ? null : success.share());
        row.add(success == null ? null : text(success.interval()));
        row.add(evaluation.errors());
        return row;
    }

    private static String text(Interval interval) {
        return TextTable.text(interval.low()) + " to " + TextTable.text(interval.high());
    }

    private static Map<String, @Nullable Object> fields(Judgement judgement) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("run", judgement.run().id());
        fields.put("checkpoint", judgement.step());
        fields.putAll(fields(judgement.evaluation()));
        return fields;
    }

    private static Map<String, @Nullable Object> fields(Evaluation evaluation) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
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

    private void vary(Candidate candidate, List<String> asked, PrintWriter out) throws JsonProcessingException {
        List<String> declared = asked.stream().filter(axis -> !axis.equals(OWN)).toList();
        Generalization result =
                Generalization.of(candidate, Generalization.axes(declared, candidate), episodes, seed);
        Generalization.Gap gap = result.gap();
        if (json) {
            Map<String, @Nullable Object> fields = new LinkedHashMap<>();
            result.regions().forEach((region, evaluation) -> fields.put(name(region), fields(evaluation)));
            fields.put("gap", gap.mean());
            fields.put("gap_ci95", List.of(gap.interval().low(), gap.interval().high()));
            out.println(new JsonMapper().writeValueAsString(fields));
            return;
        }
        var table = new TextTable(List.of("worlds", "actions", "mean return", "95 % interval", "success", "95 % interval", "errors"));
        result.regions().forEach((region, evaluation) ->
                table.add(row(List.of(name(region).replace('_', ' ')), evaluation)));
        table.print(out);
        out.println("Generalization gap: " + TextTable.text(gap.mean()) + " (95 % interval " + text(gap.interval()) + ")");
    }

    private static String name(Axis.Region region) {
        return region.name().toLowerCase(Locale.ROOT);
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
        judgements.forEach(judgement -> table.add(row(List.of(judgement.run().id(), judgement.step()), judgement.evaluation())));
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
