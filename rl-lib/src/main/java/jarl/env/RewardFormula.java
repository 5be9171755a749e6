package jarl.env;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Pays by a [Formula] over the world's own `reward`, `terminated` and `truncated` (1 or 0), and its measures.
public final class RewardFormula extends Wrapper {
    private final String text;
    private List<String> names = List.of();
    private @Nullable Formula formula;

    /// Reads the formula in the first step, when the measures are known.
    public RewardFormula(Environment inner, String text) {
        super(inner);
        this.text = text;
    }

    @Override
    public Step step(Action action) {
        Step step = inner().step(action);
        var known = new ArrayList<>(List.of("reward", "terminated", "truncated"));
        step.measures().keySet().stream().sorted().forEach(known::add);
        if (formula == null || !known.equals(names)) {
            formula = Formula.parse(text, known);
            names = known;
        }
        double[] values = new double[known.size()];
        values[0] = step.reward();
        values[1] = step.terminated() ? 1 : 0;
        values[2] = step.truncated() ? 1 : 0;
        for (int i = 3; i < values.length; i++) {
            values[i] = step.measures().getOrDefault(known.get(i), 0.0);
        }
        return step.withReward(formula.evaluate(values));
    }
}
