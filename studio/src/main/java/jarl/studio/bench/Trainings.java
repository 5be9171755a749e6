package jarl.studio.bench;

import jarl.run.Algorithms;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/// Whole trainings on CartPole by published recipes, evaluation and checkpoints off, each in a process of its own.
///
/// @param algorithm as the catalogue names it
/// @param recipes   it knows
record Trainings(String name, String algorithm, List<Recipe> recipes) implements Measure {
    static final Trainings PPO = new Trainings("ppo-cartpole", "ppo", Recipe.PPO);
    static final Trainings DQN = new Trainings("dqn-cartpole", "dqn", Recipe.DQN);

    @Override
    public void run(Settings settings, Consumer<Result> results, Consumer<String> notes) {
        List<Recipe> wanted = wanted(settings.recipes());
        if (Algorithms.all().stream().noneMatch(entry -> entry.name().equals(algorithm))) {
            notes.accept(name + " is left out: this Jarl has no learning rule called " + algorithm + ".");
            return;
        }
        for (Recipe recipe : wanted) {
            results.accept(result(recipe, TrainingProcess.run(overrides(recipe, settings))));
        }
    }

    private List<Recipe> wanted(List<String> names) {
        if (names.isEmpty()) {
            return recipes;
        }
        List<Recipe> wanted = new ArrayList<>();
        for (String recipe : names) {
            wanted.add(recipes.stream()
                    .filter(known -> known.name().equals(recipe))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("--recipe=" + recipe + ": " + name + " knows "
                            + String.join(", ", recipes.stream().map(Recipe::name).toList()))));
        }
        return wanted;
    }

    private static List<String> overrides(Recipe recipe, Settings settings) {
        List<String> overrides = new ArrayList<>(recipe.overrides());
        overrides.add("engine=" + settings.engine());
        overrides.add("threads=" + settings.threads());
        overrides.add("seed=" + settings.seed());
        if (settings.steps() != null) {
            overrides.add("trainer.num_steps=" + settings.steps());
        }
        return overrides;
    }

    private Result result(Recipe recipe, TrainingProcess.Outcome outcome) {
        return new Result(name, recipe.name(), words(outcome), outcome.engine(), figures(recipe, outcome.figures()));
    }

    private static Map<String, Object> figures(Recipe recipe, Map<String, Object> measured) {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("recipe", recipe.name());
        figures.putAll(measured);
        return figures;
    }

    private static String words(TrainingProcess.Outcome outcome) {
        String solved = outcome.tells("solved_steps")
                ? String.format(
                        Locale.ROOT,
                        "solved after %,.0f steps, %.1f s; %.1f s from process start",
                        outcome.figure("solved_steps"),
                        outcome.figure("solved_s"),
                        outcome.figure("process_s"))
                : "not solved";
        String memory = outcome.tells("peak_rss_mb")
                ? String.format(Locale.ROOT, ", peak %.0f MB", outcome.figure("peak_rss_mb"))
                : "";
        return String.format(Locale.ROOT, "%,.0f steps/s, ", outcome.figure("steps_per_s")) + solved + memory;
    }
}
